/** `/threads`: the conversations of a customer whom the operator's own site has signed in. */
import '../globals.css'
import '#components/access/access.css'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ThreadList } from '#components/access/thread-list.tsx'
import { Frame } from '#components/page/frame.tsx'
import { Notice } from '#components/page/notice.tsx'
import { database } from '#lib/db/open.ts'
import { environment } from '#lib/env/env.ts'
import { formAt } from '#lib/form/definition.ts'
import { support } from '#lib/form/support.ts'
import { formatDate, isolated } from '#lib/i18n/format.ts'
import type { Translate } from '#lib/i18n/translator.ts'
import { type ListedThread, listThreads } from '#lib/threads/listing.ts'
import { wordsHere } from '../language.ts'
import { formPath, inManner, listedPath, signOutPath } from '../paths.ts'
import { signedIn } from '../signed-in.ts'

interface Props {
  searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await wordsHere()
  return { title: t('page.title', { title: t('threads.heading'), brand: support(t.locale).brand.name }) }
}

export default async function ThreadsPage({ searchParams }: Props) {
  const asked = await searchParams
  if (!environment().identitySecrets) notFound()
  const t = await wordsHere()
  const { name: brand } = support(t.locale).brand
  const home = inManner(formPath('support'), asked)
  const identity = await signedIn()
  if (!identity)
    return (
      <Frame brand={brand} home={home}>
        <Notice
          heading={t('threads.signedOutHeading')}
          sentences={[t('threads.signedOut', { brand })]}
          action={{ href: home, words: t('page.contactUs') }}
        />
      </Frame>
    )
  const threads = await listThreads(await database(), identity, Date.now())
  return (
    <Frame brand={brand} home={home} wide>
      <h1 className="page-heading">{t('threads.heading')}</h1>
      <ThreadList
        threads={threads.map((thread) => itemOf(t, thread, asked))}
        signOut={inManner(signOutPath, asked)}
        words={{
          signedIn: t('threads.signedIn', { name: isolated(identity.name) }),
          signOut: t('threads.signOut'),
          none: t('threads.none'),
        }}
      />
    </Frame>
  )
}

function itemOf(t: Translate, thread: ListedThread, asked: Readonly<Record<string, unknown>>) {
  const timeZone = formAt(support(), thread.form)?.timeZone ?? 'UTC'
  return {
    target: inManner(listedPath(thread.reference), asked),
    subject: thread.subject,
    reference: { label: t('thread.reference'), value: thread.reference },
    written: {
      label: t('threads.written'),
      dateTime: new Date(thread.active_ms).toISOString(),
      date: formatDate(t.locale, timeZone, thread.active_ms),
    },
  }
}
