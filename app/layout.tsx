/** The document around every page: language, direction, theme, and the operator's one colour. */

import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { AccentStyle } from '#components/page/accent-style.tsx'
import { BrokenWordsContext } from '#components/page/broken.tsx'
import { support } from '#lib/form/support.ts'
import { directionOf } from '#lib/i18n/locale.ts'
import type { Translate } from '#lib/i18n/translator.ts'
import { wordsHere } from './language.ts'

export const dynamic = 'force-dynamic'

export async function generateMetadata(): Promise<Metadata> {
  const { locale } = await wordsHere()
  return { title: support(locale).brand.name, referrer: null }
}

export const viewport: Viewport = { colorScheme: 'light dark' }

export default async function Layout({ children }: { children: ReactNode }) {
  const given = await headers()
  const asked = (name: string, words: readonly string[]) =>
    words.find((word) => word === given.get(`x-${name}`))
  const accent = given.get('x-accent') ?? ''
  const framers = given.get('x-framers')
  const t = await wordsHere()
  return (
    <html
      lang={t.locale}
      dir={directionOf(t.locale)}
      data-theme={asked('theme', ['light', 'dark'])}
      data-radius={asked('radius', ['none', 'small', 'large'])}
      data-font={asked('font', ['serif', 'mono'])}
    >
      <head>
        {/* A browser that gives frames the height of their content asks for it here; the host page has to ask too. */}
        {framers ? <meta name="responsive-embedded-sizing" content={`allow-origins=${framers}`} /> : null}
        <AccentStyle
          accent={/^#[0-9a-f]{6}$/i.test(accent) ? accent : support(t.locale).brand.accent}
          nonce={given.get('x-nonce') ?? ''}
        />
      </head>
      <body>
        <BrokenWordsContext value={brokenWords(t)}>{children}</BrokenWordsContext>
      </body>
    </html>
  )
}

const brokenWords = (t: Translate) => ({
  heading: t('page.brokenHeading'),
  sentence: t('page.broken'),
  reload: t('page.reload'),
})
