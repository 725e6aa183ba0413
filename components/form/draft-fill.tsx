/** Fills a form from the draft that the inline script has found. */

interface DraftFillProps {
  /** Of this page's content security policy. */
  readonly nonce: string
}

/** Stands behind the form, so that its fields are filled before they are painted. */
export function DraftFill({ nonce }: DraftFillProps) {
  return <script nonce={nonce}>restoreDraft()</script>
}
