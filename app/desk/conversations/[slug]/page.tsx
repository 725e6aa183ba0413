/** `/desk/conversations/<slug>`: one conversation for staff, with everything that is known of it and all that they do to it. */
import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { ConversationDetails } from '#components/desk/conversation-details.tsx'
import { ConversationHeader } from '#components/desk/conversation-header.tsx'
import { DeskFrame } from '#components/desk/desk-frame.tsx'
import { SayForm } from '#components/desk/say-form.tsx'
import { SpamVerdict } from '#components/desk/spam-verdict.tsx'
import { StatusForm } from '#components/desk/status-form.tsx'
import { LiveMessages } from '#components/thread/live-messages.tsx'
import { MessageList } from '#components/thread/message-list.tsx'
import { database } from '#lib/db/open.ts'
import type { Desk } from '#lib/desk/client.ts'
import { hasDesk } from '#lib/desk/connect.ts'
import { markSeen } from '#lib/desk/seen.ts'
import { support } from '#lib/form/support.ts'
import { attachmentsView } from '../../../attachments.ts'
import { wordsHere } from '../../../language.ts'
import {
  changePath,
  conversationPath,
  deskPath,
  inManner,
  repliesPath,
  sayPath,
  withQuery,
} from '../../../paths.ts'
import { frameOf } from '../../frame.ts'
import { deskHere } from '../../visitor.ts'
import { staffWordsHere } from '../../words.ts'
import { Messages } from './messages.tsx'
import { changedOf, detailsOf, headerOf, liveOf, statusesFor, waysOf } from './parts.ts'
import { sayOf, startOf } from './say.ts'
import { verdictOf } from './verdict.ts'

type Search = Readonly<Record<string, string | string[] | undefined>>

interface Props {
  params: Promise<{ slug: string }>
  searchParams: Promise<Search>
}

/** Title and page ask for the same conversation: read once. */
const conversationAt = cache((desk: Desk, slug: string) => desk.conversation(slug))

/** Whoever has the desk open has many tabs: the subject tells them apart. */
export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const t = await staffWordsHere()
  const desk = await deskHere()
  const { slug } = await params
  const subject = (desk && (await conversationAt(desk, slug))?.subject) || t('page.desk')
  const title = t('page.title', { title: subject, brand: support(t.locale).brand.name })
  const { errors } = await startOf(slug, await searchParams)
  return { title: Object.keys(errors).length > 0 ? t('page.errorTitle', { title }) : title }
}

export default async function ConversationPage({ params, searchParams }: Props) {
  const { slug } = await params
  const search = await searchParams
  if (!hasDesk()) notFound()
  const desk = await deskHere()
  if (!desk)
    return redirect(
      withQuery(inManner(deskPath, search), `to=${encodeURIComponent(askedPath(slug, search))}`),
    )
  const conversation = await conversationAt(desk, slug)
  if (!conversation) return redirect(withQuery(inManner(deskPath, search), 'missing=1'))
  await markSeen(await database(), desk.member, conversation)
  const page = pageAsked(search.page)
  const { items, pageCount } = await desk.messages(slug, page)
  const t = await staffWordsHere()
  const start = await startOf(slug, search)
  const path = inManner(conversationPath(slug), search)
  const verdict = verdictOf(t, conversation, search)
  return (
    <DeskFrame {...frameOf(t, desk.member, 'messages', search)}>
      <ConversationHeader {...headerOf(t, conversation, search)}>
        {verdict ? <SpamVerdict {...verdict} /> : null}
        <StatusForm
          target={inManner(changePath(slug), search)}
          statuses={statusesFor(t, conversation)}
          changed={changedOf(t, conversation, search)}
          words={{ label: t('status.change'), undo: t('status.undo') }}
        />
      </ConversationHeader>
      <div className="desk-columns">
        <div className="desk-main">
          <MessageList heading={t('conversation.messages')} {...waysOf(t, path, page, pageCount)}>
            <LiveMessages {...liveOf(t, conversation, items, desk.member)}>
              <Messages messages={items} />
            </LiveMessages>
          </MessageList>
          <SayForm
            {...sayOf(t, conversation, start, {
              target: inManner(sayPath(slug), search),
              said: search.said,
              replies: await desk.replies.all(),
              allReplies: inManner(repliesPath, search),
              files: await attachmentsView(await wordsHere(), start.requestId, start.uploads),
            })}
          />
        </div>
        <ConversationDetails
          {...detailsOf(t, conversation, { staff: desk.staff, channels: await desk.channels(), search })}
        />
      </div>
    </DeskFrame>
  )
}

/** The address of this page, to come back to after signing in. */
function askedPath(slug: string, search: Search): string {
  const query = Object.entries(search).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value]] : [],
  )
  const path = conversationPath(slug)
  return query.length > 0 ? withQuery(path, new URLSearchParams(query).toString()) : path
}

/** Pages of messages, from the newest back. */
const pageAsked = (value: Search[string]) =>
  typeof value === 'string' && /^[1-9]\d{0,4}$/.test(value) ? Number(value) : 1
