/** The document around every page: language, direction, theme, and the operator's one colour. */
import './globals.css'
import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { AccentStyle } from '#components/page/accent-style.tsx'
import { support } from '#lib/form/support.ts'
import { locale } from '#lib/i18n/translator.ts'

export const dynamic = 'force-dynamic'

export const generateMetadata = (): Metadata => ({ title: support().brand.name, referrer: null })

export const viewport: Viewport = { colorScheme: 'light dark' }

export default async function Layout({ children }: { children: ReactNode }) {
  const given = await headers()
  const theme = given.get('x-theme')
  return (
    <html lang={locale} dir="ltr" data-theme={theme === 'light' || theme === 'dark' ? theme : undefined}>
      <head>
        <AccentStyle accent={support().brand.accent} nonce={given.get('x-nonce') ?? ''} />
      </head>
      <body>{children}</body>
    </html>
  )
}
