/**
 * Every address that opens nothing. One page for an unknown form and a mistyped path, and one for links to conversations:
 * never issued, cut short, expired and another's (security.md S01).
 */
import { headers } from 'next/headers'
import { Frame } from '#components/page/frame.tsx'
import { Notice } from '#components/page/notice.tsx'
import { environment } from '#lib/env/env.ts'
import { support } from '#lib/form/support.ts'
import { wordsHere } from './language.ts'
import { askPath, formPath } from './paths.ts'

export async function generateMetadata() {
  const { heading, title } = await said()
  return { title: title(heading) }
}

export default async function NotFound() {
  const { brand, heading, sentence, action, other } = await said()
  return (
    <Frame brand={brand} home={formPath('support')}>
      <Notice
        heading={heading}
        sentences={[sentence]}
        action={{ href: formPath('support'), words: action }}
        {...(other && { other: { href: askPath, words: other } })}
      />
    </Frame>
  )
}

async function said() {
  const t = await wordsHere()
  const isThread = (await headers()).get('x-path')?.startsWith('/t/')
  const brand = support(t.locale).brand.name
  return {
    brand,
    heading: isThread ? t('page.wrongLinkHeading') : t('page.noFormHeading'),
    sentence: isThread ? t('page.wrongLink') : t('page.noForm'),
    action: t('page.contactUs'),
    other: isThread && environment().mail ? t('link.byMail') : null,
    title: (title: string) => t('page.title', { title, brand }),
  }
}
