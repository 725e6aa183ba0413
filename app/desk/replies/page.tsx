/** `/desk/replies`: the texts that staff keep for answers they give often. */
import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { DeskFrame } from '#components/desk/desk-frame.tsx'
import { DeskNotice } from '#components/desk/desk-notice.tsx'
import { ReplyForm } from '#components/desk/reply-form.tsx'
import { ReplyList } from '#components/desk/reply-list.tsx'
import { hasDesk } from '#lib/desk/connect.ts'
import { support } from '#lib/form/support.ts'
import { changeRepliesPath, deskPath, inManner, repliesPath, withQuery } from '../../paths.ts'
import { frameOf } from '../frame.ts'
import { deskHere } from '../visitor.ts'
import { staffWordsHere } from '../words.ts'
import { doneOf, formOf, keptReply, listOf } from './parts.ts'

interface Props {
  searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const t = await staffWordsHere()
  const title = t('page.title', { title: t('replies.heading'), brand: support(t.locale).brand.name })
  const kept = await keptReply(await searchParams)
  const isWrong = kept !== null && Object.keys(kept.errors).length > 0
  return { title: isWrong ? t('page.errorTitle', { title }) : title }
}

export default async function RepliesPage({ searchParams }: Props) {
  const search = await searchParams
  if (!hasDesk()) notFound()
  const desk = await deskHere()
  if (!desk) {
    const back =
      typeof search.again === 'string' ? withQuery(repliesPath, `again=${search.again}`) : repliesPath
    return redirect(withQuery(inManner(deskPath, search), `to=${encodeURIComponent(back)}`))
  }
  const t = await staffWordsHere()
  const edited = typeof search.edit === 'string' ? await desk.replies.find(search.edit) : null
  const done = await doneOf(t, search)
  return (
    <DeskFrame {...frameOf(t, desk.member, 'replies', search)}>
      <p className="desk-back">
        <a href={inManner(deskPath, search)}>{t('conversation.back')}</a>
      </p>
      <h1 className="page-heading">{t('replies.heading')}</h1>
      <p className="desk-intro">{t('replies.intro')}</p>
      <div role="status">
        {done ? (
          <DeskNotice kind="done" words={done.words}>
            {done.undo ? (
              <form action={inManner(changeRepliesPath, search)} method="post" encType="multipart/form-data">
                <input type="hidden" name="kept" value={done.undo} />
                <button type="submit" name="then" value="restore" className="button">
                  {t('status.undo')}
                </button>
              </form>
            ) : null}
          </DeskNotice>
        ) : null}
      </div>
      <div id="replies" tabIndex={-1}>
        <ReplyList {...listOf(t, await desk.replies.all(), search)} />
      </div>
      <ReplyForm {...formOf(t, { kept: await keptReply(search), edited, search })} />
    </DeskFrame>
  )
}
