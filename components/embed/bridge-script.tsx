'use client'
/** The frame's half of the embed, in the page itself: its text is the server's, and is not sent a second time as data. */

declare global {
  /** Set before the page is drawn. */
  var deskbellBridge: string | undefined
}

/** It has run by the time that React looks at it. @param nonce of this page's content security policy. */
export function BridgeScript({ nonce }: { readonly nonce: string }) {
  return (
    <script nonce={nonce} suppressHydrationWarning>
      {typeof window === 'undefined' ? globalThis.deskbellBridge : ''}
    </script>
  )
}
