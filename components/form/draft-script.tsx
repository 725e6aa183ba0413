'use client'
/** The inline script that puts a draft back: its text is the server's, and has run by the time that React looks at it. */
import { type RestoreOptions, restoreDraft } from './draft-restore.ts'

interface DraftScriptProps extends RestoreOptions {
  /** Of this page's content security policy. */
  readonly nonce: string
}

/**
 * Stands behind the banner, so that its place is taken before anything below it is painted. Drawn by a component of the
 * browser's, whose text is not sent a second time as data: that would be a twentieth of the page.
 */
export function DraftScript({ nonce, ...options }: DraftScriptProps) {
  const text =
    typeof window === 'undefined'
      ? `(self.restoreDraft=()=>(${restoreDraft})(${JSON.stringify(options)}))()`
      : ''
  return (
    <script nonce={nonce} suppressHydrationWarning>
      {text}
    </script>
  )
}
