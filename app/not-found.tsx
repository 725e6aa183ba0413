/**
 * Every address that opens nothing. One page for an unknown form and a mistyped path, and one for links to conversations:
 * never issued, cut short, expired and another's (security.md S01).
 */
import './globals.css'
import { headers } from 'next/headers'
import { Frame } from '#components/page/frame.tsx'
import { Notice } from '#components/page/notice.tsx'
import { environment } from '#lib/env/env.ts'
import { support } from '#lib/form/support.ts'
import { wordsHere } from './language.ts'
import { askPath, formPath, inManner } from './paths.ts'

export async function generateMetadata() {
  const { heading, title } = await said()
  return { title: title(heading) }
}

export default async function NotFound() {
  const { isFramed, brand, home, heading, sentence, action, other } = await said()
  const notice = (
    <Notice
      heading={heading}
      sentences={[sentence]}
      action={{ href: home, words: action }}
      {...(other && { other: { href: askPath, words: other } })}
    />
  )
  // Every page comes with this one, for Next.js to show should it find nothing; a form that has a frame is found.
  return isFramed ? null : (
    <Frame brand={brand} home={home}>
      {notice}
    </Frame>
  )
}

async function said() {
  const t = await wordsHere()
  const given = await headers()
  const isThread = given.get('x-path')?.startsWith('/t/')
  const asked = { lang: given.get('x-lang'), theme: given.get('x-theme') }
  const brand = support(t.locale).brand.name
  return {
    isFramed: Boolean(given.get('x-framers')),
    brand,
    home: inManner(formPath('support'), asked),
    heading: isThread ? t('page.wrongLinkHeading') : t('page.noFormHeading'),
    sentence: isThread ? t('page.wrongLink') : t('page.noForm'),
    action: t('page.contactUs'),
    other: isThread && environment().mail ? t('link.byMail') : null,
    title: (title: string) => t('page.title', { title, brand }),
  }
}
