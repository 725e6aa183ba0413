/** What our own check made of a request, and the word of a person that it is none. */
import { DeskNotice } from './desk-notice.tsx'

export interface SpamVerdictProps {
  /** "It looks like spam: too-fast, many-links". */
  readonly words: string
  readonly target: string
  /** With commas between them, as they are and without the mark. */
  readonly tags: { readonly before: string; readonly after: string }
  readonly notSpam: string
}

export function SpamVerdict({ words, target, tags, notSpam }: SpamVerdictProps) {
  return (
    <DeskNotice kind="warn" words={words}>
      <form action={target} method="post">
        <input type="hidden" name="was-tags" value={tags.before} />
        <input type="hidden" name="tags" value={tags.after} />
        <button type="submit" className="button">
          {notSpam}
        </button>
      </form>
    </DeskNotice>
  )
}
