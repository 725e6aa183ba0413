/** The document around every page: language, direction, theme, and the operator's one colour. */
import { support } from '#lib/form/support.ts'
import './globals.css'
import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { AccentStyle } from '#components/page/accent-style.tsx'
import { BrokenWordsContext } from '#components/page/broken.tsx'
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
  const theme = given.get('x-theme')
  const t = await wordsHere()
  return (
    <html
      lang={t.locale}
      dir={directionOf(t.locale)}
      data-theme={theme === 'light' || theme === 'dark' ? theme : undefined}
    >
      <head>
        <AccentStyle accent={support().brand.accent} nonce={given.get('x-nonce') ?? ''} />
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
