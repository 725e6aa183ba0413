/** What a form needs for its drafts beside the script that finds them. */

/** What the keys of the drafts of one form, or of one thread's reply box, begin with. */
export const draftsOf = (place: string) => `deskbell-draft ${place} `

interface DraftFillProps {
  /** Of this page's content security policy. */
  readonly nonce: string
}

/** Stands behind the form, so that its fields are filled before they are painted. */
export function DraftFill({ nonce }: DraftFillProps) {
  return <script nonce={nonce}>restoreDraft()</script>
}
