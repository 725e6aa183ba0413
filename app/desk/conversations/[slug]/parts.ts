/** The parts of a conversation's page in the words and addresses of the desk. */
import { collectCountWords } from '#components/form/count-words.ts'
import type { DeskChannel, DeskConversation, DeskMessage, Person } from '#lib/desk/conversation.ts'
import { cursorOfConversation } from '#lib/desk/news.ts'
import { type Standing, standings } from '#lib/desk/standing.ts'
import { statuses } from '#lib/helpdesk/builtin/status.ts'
import { formatTag } from '#lib/i18n/format-tag.ts'
import type { StaffTranslate } from '#lib/i18n/staff.ts'
import { conversationNewsPath, deskPath, inManner, sortingPath, withQuery } from '../../../paths.ts'
import { deskZone } from '../../frame.ts'
import { timeOf } from '../../list.ts'
import { deskPollMs } from '../../news-answer.ts'

type Search = Readonly<Record<string, unknown>>

export function headerOf(t: StaffTranslate, conversation: DeskConversation, search: Search) {
  const { standing, customer } = conversation
  return {
    back: { href: inManner(deskPath, search), words: t('conversation.back') },
    subject: conversation.subject || t('list.noSubject'),
    status: { standing, words: t(`status.${standing}`) },
    customer: customer.name || customer.email,
    opened: { label: t('conversation.opened'), ...timeOf(t, conversation.openedMs) },
    zone: t('conversation.zone', { zone: deskZone() }),
    jumps: [
      { href: '#answer', words: t('conversation.answerJump') },
      { href: '#details', words: t('conversation.details') },
    ],
  }
}

/** What can be made of a conversation that stands where it does: at most two things, the likelier first. */
export function statusesFor(t: StaffTranslate, { standing }: DeskConversation) {
  const done = { id: 'mark-done', value: statuses.done, words: t('status.markDone') }
  const spam = { id: 'mark-spam', value: statuses.spam, words: t('status.markSpam') }
  if (standing === 'spam') return [{ id: 'mark-open', value: statuses.open, words: t('status.notSpam') }]
  if (standing === 'done') return [{ id: 'mark-open', value: statuses.open, words: t('status.reopen') }, spam]
  return [done, spam]
}

const saidOf = { open: 'nowOpen', waiting: 'nowWaiting', done: 'nowDone', spam: 'nowSpam' } as const

/** What was just done to it, with the way back; null when nothing was. */
export function changedOf(t: StaffTranslate, { standing }: DeskConversation, { changed, was, hold }: Search) {
  const made = standings.find((each: Standing) => each === changed)
  if (made === undefined || made !== standing) return null
  return {
    words: t(`status.${saidOf[made]}`),
    was:
      typeof was === 'string' && /^\d$/.test(was)
        ? { status: was, hold: typeof hold === 'string' ? hold : '' }
        : null,
  }
}

/** Whatever page of it is shown, the whole conversation is watched. */
export function liveOf(
  t: StaffTranslate,
  conversation: DeskConversation,
  shown: readonly DeskMessage[],
  { email }: Person,
) {
  return {
    feed: conversationNewsPath(conversation.slug),
    cursor: cursorOfConversation(conversation),
    isClosed: false,
    mostMs: deskPollMs,
    received: shown.filter(({ author }) => author.email !== email).map(({ position }) => idOf(position)),
    words: {
      label: t('conversation.messages'),
      lost: t('list.lost'),
      fresh: collectCountWords(formatTag(t.locale), (count) => t('conversation.fresh', { count })),
    },
  }
}

/** Of a message on the page. */
export const idOf = (position: number) => `m${position}`

export function waysOf(t: StaffTranslate, path: string, page: number, pageCount: number) {
  const way = (to: number, words: string) => ({ href: `${withQuery(path, `page=${to}`)}#messages`, words })
  return {
    ...(page < pageCount && { earlier: way(page + 1, t('conversation.earlier')) }),
    ...(page > 1 && { later: way(page - 1, t('conversation.later')) }),
  }
}

/** What stands beside the messages. `staff` and `channels` are all that there are. */
export function detailsOf(
  t: StaffTranslate,
  conversation: DeskConversation,
  { staff, channels, search }: Sorting & { readonly search: Search },
) {
  const { slug, customer, data } = conversation
  const query = new URLSearchParams({ view: 'all', q: customer.email })
  return {
    heading: t('conversation.details'),
    customer: { label: t('conversation.customer'), ...customer },
    others: {
      href: withQuery(inManner(deskPath, search), query.toString()),
      words: t('conversation.others'),
    },
    sorted:
      search.sorted === undefined
        ? null
        : search.sorted === '1'
          ? { kind: 'done' as const, words: t('sorting.saved') }
          : { kind: 'warn' as const, words: t('sorting.refused') },
    sorting: sortingOf(t, conversation, { staff, channels }, inManner(sortingPath(slug), search)),
    data: { label: t('conversation.data'), fields: data },
  }
}

interface Sorting {
  readonly staff: readonly Person[]
  readonly channels: readonly DeskChannel[]
}

function sortingOf(
  t: StaffTranslate,
  { assignee, channel, tags }: DeskConversation,
  { staff, channels }: Sorting,
  target: string,
) {
  // Who has left, and a channel that the configuration no longer has, are still what is so.
  const people =
    assignee && !staff.some(({ email }) => email === assignee.email) ? [...staff, assignee] : staff
  const places = channels.some(({ slug }) => slug === channel.slug) ? channels : [...channels, channel]
  return {
    target,
    assignee: {
      label: t('conversation.assignee'),
      value: assignee?.email ?? '',
      options: [
        { value: '', words: t('conversation.nobody') },
        ...people.map(({ name, email }) => ({ value: email, words: name || email })),
      ],
    },
    channel: {
      label: t('conversation.channel'),
      value: channel.slug,
      options: places.map(({ slug, name }) => ({ value: slug, words: name })),
    },
    tags: { label: t('conversation.tags'), hint: t('sorting.tagsHint'), value: tags.join(', ') },
    save: t('sorting.save'),
  }
}
