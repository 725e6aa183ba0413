/** `/t/<token>`: the customer's page on their conversation. */
import '../../globals.css'
import '#components/thread/thread.css'
import '#components/access/access.css'
import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { Frame } from '#components/page/frame.tsx'
import { LocalTimes } from '#components/page/local-times.tsx'
import { LiveMessages } from '#components/thread/live-messages.tsx'
import { MessageList } from '#components/thread/message-list.tsx'
import { ReplyForm } from '#components/thread/reply-form.tsx'
import { ThreadHeader } from '#components/thread/thread-header.tsx'
import { formAt } from '#lib/form/definition.ts'
import type { ReplyState } from '#lib/form/state.ts'
import { support } from '#lib/form/support.ts'
import { findKeptForm } from '#lib/guard/kept-form.ts'
import { formatTag } from '#lib/i18n/format-tag.ts'
import type { Translate } from '#lib/i18n/translator.ts'
import { renderMarkdown } from '#lib/markup/markup.ts'
import { newToken } from '#lib/threads/access.ts'
import { loadThread, type ThreadView } from '#lib/threads/thread.ts'
import { attachmentsView } from '../../attachments.ts'
import { replyView } from '../../field-views.ts'
import { previewReply, sendReply } from '../../intake/actions.ts'
import { repliedNotice } from '../../intake/reply.ts'
import { wordsHere } from '../../language.ts'
import { languagesOf } from '../../languages.ts'
import { formPath, inManner, replyPath, threadPath } from '../../paths.ts'
import { sendingWords } from '../../sending-words.ts'
import { Confirmation } from './confirmation.tsx'
import { keptReplyPlace } from './kept.ts'
import { Messages } from './messages.tsx'
import { OtherDevice } from './other-device.tsx'
import { headerOf, liveOf, waysOf } from './parts.ts'
import { Sent } from './sent.tsx'
import { Standing } from './standing.tsx'

interface Props {
  params: Promise<{ token: string }>
  searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}

/** Title and page ask for the same thread: read once. */
const threadAt = cache(loadThread)

/** The subject is the page's heading, not its title: titles end up in histories and on shared screens. */
export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const t = await wordsHere()
  const { token } = await params
  const search = await searchParams
  const thread = await threadAt(token, pagesAsked(search.pages))
  if (!thread) return {}
  const { state } = await startOf(token, search)
  const words = t('page.title', { title: titleOf(t, thread, search), brand: support(t.locale).brand.name })
  return { title: state.state === 'invalid' ? t('form.errorTitle', { title: words }) : words }
}

function titleOf(t: Translate, thread: ThreadView, search: Readonly<Record<string, unknown>>): string {
  if (search.sent === undefined) return t('thread.title')
  return thread.status === 'saved' ? t('sent.savedHeading') : t('sent.heading')
}

export default async function ThreadPage({ params, searchParams }: Props) {
  const { token } = await params
  const search = await searchParams
  const pages = pagesAsked(search.pages)
  const thread = await threadAt(token, pages)
  if (!thread) notFound()
  const newest = pages === 1 ? thread : ((await threadAt(token, 1)) ?? thread)
  const t = await wordsHere()
  const form = formAt(support(t.locale), thread.form)
  const timeZone = form?.timeZone ?? 'UTC'
  const { requestId, state, uploads } = await startOf(token, search)
  const nonce = (await headers()).get('x-nonce') ?? ''
  return (
    <Frame
      brand={support(t.locale).brand.name}
      home={inManner(formPath('support'), { ...search, lang: t.locale })}
      skip={{ to: 'messages', words: t('thread.skip') }}
      languages={languagesOf(t, threadPath(token), search)}
      wide
    >
      {search.sent === undefined ? null : <Sent thread={thread} form={form} />}
      <ThreadHeader {...headerOf(t, thread, { token, timeZone, asked: search })} />
      <OtherDevice token={token} />
      <MessageList
        heading={t('thread.messages')}
        {...waysOf(t, thread, inManner(threadPath(token), search), pages)}
      >
        <LiveMessages {...liveOf(t, thread, newest, token)}>
          <Messages entries={thread.entries} customerName={thread.customerName} timeZone={timeZone} />
        </LiveMessages>
      </MessageList>
      <Standing token={token} thread={thread} form={form} asked={search} />
      <LocalTimes nonce={nonce} locale={formatTag(t.locale)} />
      <Confirmation thread={thread} token={token} asked={search} />
      <ReplyForm
        action={sendReply}
        target={inManner(replyPath(token), search)}
        thread={token}
        nonce={nonce}
        place={keptReplyPlace(token)}
        {...(thread.sent === null ? {} : { sent: thread.sent })}
        requestId={requestId}
        field={replyView(t)}
        attachments={await attachmentsView(t, requestId, uploads)}
        initial={state}
        isResolved={thread.status === 'resolved'}
        preview={{
          action: previewReply,
          first: state.state === 'previewed' ? renderMarkdown(state.text) : null,
          words: {
            button: t('thread.preview.button'),
            heading: t('thread.preview.heading'),
            empty: t('thread.preview.empty'),
            unavailable: t('thread.preview.unavailable'),
          },
        }}
        words={{ ...sendingWords(t), send: t('thread.sendReply') }}
        {...(search.replied === undefined ? {} : { notice: noticeOf(t, thread, search.replied) })}
      />
    </Frame>
  )
}

/** Pages of messages, newest first; each link to earlier ones asks for one more. */
function pagesAsked(value: string | string[] | undefined): number {
  return typeof value === 'string' && /^[1-9]\d{0,3}$/.test(value) ? Number(value) : 1
}

/** As the customer left it if the native door sent them back. */
async function startOf(
  token: string,
  search: Readonly<Record<string, unknown>>,
): Promise<{ requestId: string; state: ReplyState; uploads: readonly string[] }> {
  const kept = await findKeptForm(keptReplyPlace(token), search.again, Date.now())
  if (!kept) return { requestId: newToken(), state: { state: 'idle', text: '' }, uploads: [] }
  const { requestId, values, errors, notice, uploads } = kept
  const text = values.message ?? ''
  if (notice) return { requestId, state: { state: 'refused', notice, requestId, text }, uploads }
  if (values.preview) return { requestId, state: { state: 'previewed', text }, uploads }
  return { requestId, state: { state: 'invalid', errors, text }, uploads }
}

function noticeOf(t: Translate, thread: ThreadView, replied: unknown): string {
  const last = thread.entries.findLast((entry) => entry.delivery !== null)
  return repliedNotice(t, {
    delivered: last?.delivery === 'delivered',
    isReopening: replied === 'reopened' && thread.status !== 'resolved',
  })
}
