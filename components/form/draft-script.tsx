/** The inline scripts that put a draft back: one beside the banner, one behind the form. */
import { type RestoreOptions, restoreDraft } from './draft-restore.ts'

/** What the keys of the drafts of one form, or of one thread's reply box, begin with. */
export const draftsOf = (place: string) => `deskbell-draft ${place} `

interface DraftScriptProps {
  /** Of this page's content security policy. */
  readonly nonce: string
}

/** Stands behind the banner, so that its place is taken before anything below it is painted. */
export function DraftScript({ nonce, ...options }: DraftScriptProps & RestoreOptions) {
  return (
    <script nonce={nonce}>{`(self.restoreDraft=()=>(${restoreDraft})(${JSON.stringify(options)}))()`}</script>
  )
}

/** Stands behind the form, so that its fields are filled before they are painted. */
export function DraftFill({ nonce }: DraftScriptProps) {
  return <script nonce={nonce}>restoreDraft()</script>
}
