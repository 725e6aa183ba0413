'use client'
/** The styles of a form's first picture, in its document: that waits for no second file. */
import type {} from './built.ts'

interface FirstStyleProps {
  /** Which of those that were built. */
  readonly of: string
  /** Of this page's content security policy. */
  readonly nonce: string
}

/** Its text is the server's, and is not sent a second time as data. */
export function FirstStyle({ of, nonce }: FirstStyleProps) {
  return (
    <style nonce={nonce} suppressHydrationWarning>
      {typeof window === 'undefined' ? globalThis.deskbellBuilt?.first[of] : ''}
    </style>
  )
}
