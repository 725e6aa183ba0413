/** The list of conversations in the words and addresses of the desk: what is asked for, its filters, items and pages. */
import type { ListQuery } from '#lib/desk/client.ts'
import type { DeskConversation, DeskPage } from '#lib/desk/conversation.ts'
import { cursorOfList } from '#lib/desk/news.ts'
import { standings } from '#lib/desk/standing.ts'
import { mostCounted } from '#lib/helpdesk/builtin/search.ts'
import { formatDate, formatHour } from '#lib/i18n/format.ts'
import type { StaffTranslate } from '#lib/i18n/staff.ts'
import { conversationPath, deskNewsPath, deskPath, inManner, withQuery } from '../paths.ts'
import { deskZone } from './frame.ts'
import { deskPollMs } from './news-answer.ts'

type Search = Readonly<Record<string, unknown>>

const views = [...standings, 'all'] as const

/** What the address of the page asks for. */
export function askedList(search: Search): ListQuery {
  const words = typeof search.q === 'string' ? search.q.trim().slice(0, maxWordsLength) : ''
  const page = typeof search.page === 'string' && /^[1-9]\d{0,5}$/.test(search.page) ? Number(search.page) : 1
  return { standing: views.find((view) => view === search.view) ?? 'open', words, page }
}

const maxWordsLength = 200

/** The address of this list. */
export function listPathOf({ standing, words, page }: ListQuery, search: Search): string {
  const query = new URLSearchParams({
    ...(standing !== 'open' && { view: standing }),
    ...(words && { q: words }),
    ...(page > 1 && { page: String(page) }),
  })
  const path = inManner(deskPath, search)
  return query.size > 0 ? withQuery(path, query.toString()) : path
}

export function filtersOf(
  t: StaffTranslate,
  asked: ListQuery,
  { totalCount, items }: DeskPage<unknown>,
  search: Search,
) {
  // A list that is searched is not counted to its end.
  const isMore = asked.words !== '' && totalCount >= mostCounted
  return {
    label: t('list.views'),
    views: views.map((standing) => ({
      href: listPathOf({ ...asked, standing, page: 1 }, search),
      words: t(`list.${standing}`),
      isCurrent: standing === asked.standing,
    })),
    search: {
      target: deskPath,
      kept: keptOf(asked, search),
      value: asked.words,
      label: t('list.search'),
      find: t('list.find'),
      clear: asked.words
        ? { href: listPathOf({ ...asked, words: '', page: 1 }, search), words: t('list.clear') }
        : null,
    },
    count: items.length === 0 ? '' : t(isMore ? 'list.foundMany' : 'list.found', { count: totalCount }),
  }
}

/** What a search keeps of the address, as hidden fields. */
const keptOf = ({ standing }: ListQuery, search: Search) =>
  Object.entries({
    view: standing === 'open' ? undefined : standing,
    lang: search.lang,
    theme: search.theme,
  }).flatMap(([name, value]) => (typeof value === 'string' ? [{ name, value }] : []))

/** What the page asks for while it is open; null for a list that somebody is going through. */
export function liveOf(
  t: StaffTranslate,
  { standing, words, page }: ListQuery,
  shown: DeskPage<DeskConversation>,
) {
  if (words !== '' || page > 1) return null
  return {
    feed: deskNewsPath(standing),
    cursor: cursorOfList(shown),
    mostMs: deskPollMs,
    words: { lost: t('list.lost') },
  }
}

export function itemsOf(
  t: StaffTranslate,
  conversations: readonly DeskConversation[],
  { standing }: ListQuery,
  { unread, search }: { readonly unread: ReadonlySet<string>; readonly search: Search },
) {
  return conversations.map((conversation) => ({
    slug: conversation.slug,
    href: inManner(conversationPath(conversation.slug), search),
    subject: conversation.subject || t('list.noSubject'),
    customer: conversation.customer.name || conversation.customer.email,
    unread: unread.has(conversation.slug) ? t('list.unread') : null,
    excerpt: excerptOf(conversation.latest?.body ?? ''),
    channel: conversation.channel.name,
    tags: conversation.tags,
    // Said only where it may differ from one to the next.
    status:
      standing === 'all'
        ? { standing: conversation.standing, words: t(`status.${conversation.standing}`) }
        : null,
    wrote: conversation.latest && { label: t('list.wrote'), ...timeOf(t, conversation.latest.createdAtMs) },
  }))
}

/** "March 1, 2026, 3:05 PM". */
export const timeOf = ({ locale }: StaffTranslate, timeMs: number) => ({
  dateTime: new Date(timeMs).toISOString(),
  words: `${formatDate(locale, deskZone(), timeMs)}, ${formatHour(locale, deskZone(), timeMs)}`,
})

/** The beginning of a message in one line. */
function excerptOf(body: string): string {
  const line = body.slice(0, 400).replace(/\s+/g, ' ').trim()
  return line.length > excerptLength ? `${line.slice(0, excerptLength).trimEnd()}…`.toWellFormed() : line
}

const excerptLength = 140

export function waysOf(
  t: StaffTranslate,
  asked: ListQuery,
  { pageCount }: DeskPage<unknown>,
  search: Search,
) {
  const { page } = asked
  const way = (to: number, words: string) => ({ href: listPathOf({ ...asked, page: to }, search), words })
  if (pageCount <= 1 && page === 1) return { ways: null }
  return {
    ways: {
      at: t('list.page', { page, pages: Math.max(page, pageCount) }),
      newer: page > 1 ? way(Math.min(page - 1, Math.max(pageCount, 1)), t('list.newer')) : null,
      older: page < pageCount ? way(page + 1, t('list.older')) : null,
    },
  }
}
