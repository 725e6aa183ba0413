'use client'
/** The frame's half of the embed, in the page itself: its text is the server's, and is not sent a second time as data. */
import type {} from '#components/page/built.ts'

interface BridgeScriptProps {
  /** Of this page's content security policy. */
  readonly nonce: string
  /** There is a form that a draft may belong in. */
  readonly hasDrafts: boolean
}

/** It has run by the time that React looks at it. */
export function BridgeScript({ nonce, hasDrafts }: BridgeScriptProps) {
  return (
    <script nonce={nonce} suppressHydrationWarning>
      {typeof window === 'undefined' ? textOf(hasDrafts) : ''}
    </script>
  )
}

function textOf(hasDrafts: boolean): string {
  const { bridge = '', drafts = '' } = globalThis.deskbellBuilt ?? {}
  return hasDrafts ? bridge + drafts : bridge
}
