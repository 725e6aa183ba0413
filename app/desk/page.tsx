/** `/desk`: the conversations of the built-in helpdesk for its staff, or the way in. */
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { ConversationFilters } from '#components/desk/conversation-filters.tsx'
import { ConversationList } from '#components/desk/conversation-list.tsx'
import { DeskFrame } from '#components/desk/desk-frame.tsx'
import { DeskNotice } from '#components/desk/desk-notice.tsx'
import { LiveList, type LiveListProps } from '#components/desk/live-list.tsx'
import { database } from '#lib/db/open.ts'
import type { Desk, ListQuery } from '#lib/desk/client.ts'
import { hasDesk } from '#lib/desk/connect.ts'
import { findUnread } from '#lib/desk/seen.ts'
import { support } from '#lib/form/support.ts'
import type { StaffTranslate } from '#lib/i18n/staff.ts'
import { frameOf } from './frame.ts'
import { askedList, filtersOf, itemsOf, liveOf, waysOf } from './list.ts'
import { keptAttempt, SignIn } from './sign-in.tsx'
import { deskHere } from './visitor.ts'
import { staffWordsHere } from './words.ts'

type Search = Readonly<Record<string, string | string[] | undefined>>

interface Props {
  searchParams: Promise<Search>
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const t = await staffWordsHere()
  const brand = support(t.locale).brand.name
  if (await deskHere()) return { title: t('page.title', { title: t('list.heading'), brand }) }
  const title = t('page.title', { title: t('signIn.heading'), brand })
  const attempt = await keptAttempt(await searchParams)
  return { title: attempt?.errors.token ? t('page.errorTitle', { title }) : title }
}

export default async function DeskPage({ searchParams }: Props) {
  const search = await searchParams
  if (!hasDesk()) notFound()
  const desk = await deskHere()
  return desk ? <Conversations desk={desk} search={search} /> : <SignIn search={search} />
}

async function Conversations({ desk, search }: { readonly desk: Desk; readonly search: Search }) {
  const t = await staffWordsHere()
  const asked = askedList(search)
  const page = await desk.list(asked)
  const unread = await findUnread(await database(), desk.member, page.items)
  return (
    <DeskFrame {...frameOf(t, desk.member, 'conversations', search)}>
      <h1 className="page-heading">{t('list.heading')}</h1>
      {search.missing === undefined ? null : <DeskNotice kind="warn" words={t('list.missing')} />}
      <ConversationFilters {...filtersOf(t, asked, page, search)} />
      <Live live={liveOf(t, asked, page)}>
        <ConversationList
          items={itemsOf(t, page.items, asked, { unread, search })}
          none={noneOf(t, asked)}
          {...waysOf(t, asked, page, search)}
        />
      </Live>
    </DeskFrame>
  )
}

function noneOf(t: StaffTranslate, { words, standing }: ListQuery): string {
  if (words) return t('list.noneFound')
  return standing === 'open' ? t('list.noneOpen') : t('list.none')
}

/** A list that is searched, or a page further down, stays as it is: somebody is going through it. */
function Live({
  live,
  children,
}: {
  readonly live: Omit<LiveListProps, 'children'> | null
  readonly children: ReactNode
}) {
  return live ? <LiveList {...live}>{children}</LiveList> : children
}
