/** `/link`: links to one's conversations, by mail to the address that they were begun with. */
import '../globals.css'
import '#components/access/access.css'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AskForm } from '#components/access/ask-form.tsx'
import { Frame } from '#components/page/frame.tsx'
import { Notice } from '#components/page/notice.tsx'
import { environment } from '#lib/env/env.ts'
import { support } from '#lib/form/support.ts'
import { findKeptForm } from '#lib/guard/kept-form.ts'
import { wordsHere } from '../language.ts'
import { askPath, askTarget, formPath, inManner } from '../paths.ts'

interface Props {
  searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}

/** Title and page ask for the same form. */
const keptAt = (search: Awaited<Props['searchParams']>) => findKeptForm(askPath, search.again, Date.now())

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const t = await wordsHere()
  const search = await searchParams
  const heading = t(search.asked === undefined ? 'link.heading' : 'link.askedHeading')
  const title = t('page.title', { title: heading, brand: support(t.locale).brand.name })
  const hasMistake = (await keptAt(search))?.errors.email !== undefined
  return { title: hasMistake ? t('form.errorTitle', { title }) : title }
}

export default async function LinkPage({ searchParams }: Props) {
  const search = await searchParams
  if (!environment().mail) notFound()
  const t = await wordsHere()
  const home = inManner(formPath('support'), search)
  if (search.asked !== undefined)
    return (
      <Frame brand={support(t.locale).brand.name} home={home}>
        <Notice
          heading={t('link.askedHeading')}
          sentences={[t('link.asked'), t('link.askedLater')]}
          action={{ href: home, words: t('page.contactUs') }}
        />
      </Frame>
    )
  const kept = await keptAt(search)
  return (
    <Frame brand={support(t.locale).brand.name} home={home}>
      <h1 className="page-heading">{t('link.heading')}</h1>
      <AskForm
        target={inManner(askTarget, search)}
        email={kept?.values.email ?? ''}
        mistake={kept?.errors.email ?? null}
        notice={kept?.notice ?? null}
        words={{
          intro: t('link.intro'),
          label: t('fields.email.label'),
          error: t('form.error'),
          send: t('link.send'),
        }}
      />
    </Frame>
  )
}
