/** `/t/<token>`: the customer's page on their conversation. */
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Frame } from '#components/page/frame.tsx'
import { MessageList } from '#components/thread/message-list.tsx'
import { ReplyForm } from '#components/thread/reply-form.tsx'
import { ThreadHeader } from '#components/thread/thread-header.tsx'
import { ThreadNotice } from '#components/thread/thread-notice.tsx'
import { type FormDefinition, formAt } from '#lib/form/definition.ts'
import type { ReplyState } from '#lib/form/state.ts'
import { findKeptForm } from '#lib/guard/kept-form.ts'
import { formatDate, formatHours } from '#lib/i18n/format.ts'
import { type Translate, translator } from '#lib/i18n/translator.ts'
import { newToken } from '#lib/threads/access.ts'
import { loadThread, type ThreadView } from '#lib/threads/thread.ts'
import support from '#support.config'
import { replyView } from '../../field-views.ts'
import { sendReply } from '../../intake/actions.ts'
import { formPath, replyPath, threadPath } from '../../paths.ts'
import { sendingWords } from '../../sending-words.ts'
import { keptReplyPlace } from './kept.ts'
import { Messages } from './messages.tsx'
import { Sent } from './sent.tsx'

interface Props {
  params: Promise<{ token: string }>
  searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}

/** The subject is the page's heading, not its title: titles end up in histories and on shared screens. */
export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const t = translator()
  const { sent } = await searchParams
  const title = sent === undefined ? t('thread.title') : t('sent.heading')
  return { title: t('page.title', { title, brand: support.brand.name }) }
}

export default async function ThreadPage({ params, searchParams }: Props) {
  const { token } = await params
  const search = await searchParams
  const pages = pagesAsked(search.pages)
  const thread = await loadThread(token, pages)
  if (!thread) notFound()
  const t = translator()
  const form = formAt(support, thread.form)
  const timeZone = form?.timeZone ?? 'UTC'
  const { requestId, state } = await startOf(token, search)
  return (
    <Frame
      brand={support.brand.name}
      home={formPath('support')}
      skip={{ to: 'messages', words: t('thread.skip') }}
      wide
    >
      {search.sent === undefined ? null : <Sent thread={thread} form={form} />}
      <ThreadHeader {...headerOf(t, thread, token, timeZone)} />
      <MessageList heading={t('thread.messages')} {...waysOf(t, thread, token, pages)}>
        <Messages entries={thread.entries} customerName={thread.customerName} timeZone={timeZone} />
      </MessageList>
      <Notices thread={thread} form={form} />
      <ReplyForm
        action={sendReply}
        target={replyPath(token)}
        thread={token}
        requestId={requestId}
        field={replyView()}
        initial={state}
        words={{ ...sendingWords(t), send: t('thread.sendReply') }}
        {...(search.replied === undefined ? {} : { notice: repliedNotice(t, thread) })}
      />
    </Frame>
  )
}

/** Pages of messages, newest first; each link to earlier ones asks for one more. */
function pagesAsked(value: string | string[] | undefined): number {
  return typeof value === 'string' && /^[1-9]\d{0,3}$/.test(value) ? Number(value) : 1
}

function headerOf(t: Translate, thread: ThreadView, token: string, timeZone: string) {
  const { subject, status, reference, openedAtMs, entries, hasLater } = thread
  return {
    subject,
    status,
    statusWord: t(`thread.status.${status}`),
    reference: { label: t('thread.reference'), value: reference },
    opened: {
      label: t('thread.opened'),
      dateTime: new Date(openedAtMs).toISOString(),
      date: formatDate('en', timeZone, openedAtMs),
    },
    zone: t('thread.zone', { zone: timeZone }),
    ...(entries.length > 3
      ? {
          jumps: [
            { href: '#reply', words: t('thread.reply') },
            { href: hasLater ? threadPath(token) : `#${entries.at(-1)?.id}`, words: t('thread.newest') },
          ],
        }
      : {}),
  }
}

/** Each leads to the message at which the reader was: it stays in sight, with more before or after it. */
function waysOf(t: Translate, { entries, hasEarlier, hasLater }: ThreadView, token: string, pages: number) {
  const way = (to: number, at: string | undefined, words: string) => ({
    href: `${threadPath(token)}?pages=${to}#${at ?? 'messages'}`,
    words,
  })
  return {
    ...(hasEarlier ? { earlier: way(pages + 1, entries[0]?.id, t('thread.earlier')) } : {}),
    ...(hasLater ? { later: way(Math.max(1, pages - 2), entries.at(-1)?.id, t('thread.later')) } : {}),
  }
}

function Notices({ thread, form }: { readonly thread: ThreadView; readonly form: FormDefinition | null }) {
  const t = translator()
  if (!thread.answersReadable) return <ThreadNotice kind="unreadable" words={t('thread.unreadable')} />
  if (thread.status === 'resolved') return <ThreadNotice kind="resolved" words={t('thread.resolved')} />
  if (thread.hasEarlier || thread.hasLater || thread.entries.some((entry) => !entry.own)) return null
  if (thread.answersByEmail) return <ThreadNotice kind="no-answer" words={t('thread.answersByEmail')} />
  const hours = form?.answersWithinHours
  const words = hours
    ? t('thread.noAnswer', { duration: formatHours('en', hours) })
    : t('thread.noAnswerPlain')
  return <ThreadNotice kind="no-answer" words={words} />
}

/** As the customer left it if the native door sent them back. */
async function startOf(
  token: string,
  search: Readonly<Record<string, unknown>>,
): Promise<{ requestId: string; state: ReplyState }> {
  const kept = await findKeptForm(keptReplyPlace(token), search.again, Date.now())
  if (!kept) return { requestId: newToken(), state: { state: 'idle', text: '' } }
  const { requestId, values, errors, notice } = kept
  const text = values.message ?? ''
  if (notice) return { requestId, state: { state: 'refused', notice, requestId, text } }
  return { requestId, state: { state: 'invalid', error: errors.message ?? '', text } }
}

function repliedNotice(t: Translate, thread: ThreadView): string {
  const last = thread.entries.findLast((entry) => entry.delivery !== null)
  return last?.delivery === 'delivered' ? t('thread.replySent') : t('thread.replySaved')
}
