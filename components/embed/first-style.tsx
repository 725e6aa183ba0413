'use client'
/** The styles of a frame's first picture, in its document: that waits for no second file. */
import type {} from './built.ts'

/** Its text is the server's, and is not sent a second time as data. @param nonce of this page's content security policy. */
export function FirstStyle({ nonce }: { readonly nonce: string }) {
  return (
    <style nonce={nonce} suppressHydrationWarning>
      {typeof window === 'undefined' ? globalThis.deskbellFrame?.first : ''}
    </style>
  )
}
