/** Buttons that change where a conversation stands, and the way back from the latest change. */
import { DeskNotice } from './desk-notice.tsx'

interface StatusFormProps {
  readonly target: string
  readonly statuses: readonly { readonly id: string; readonly value: number; readonly words: string }[]
  /** What was just done; without `was` nothing leads back. */
  readonly changed: {
    readonly words: string
    readonly was: { readonly status: string; readonly hold: string } | null
  } | null
  readonly words: { readonly label: string; readonly undo: string }
}

export function StatusForm({ target, statuses, changed, words }: StatusFormProps) {
  return (
    <>
      <div role="status">
        {changed ? (
          <DeskNotice kind="done" words={changed.words}>
            {changed.was ? (
              <form action={target} method="post">
                <input type="hidden" name="status" value={changed.was.status} />
                <input type="hidden" name="hold" value={changed.was.hold} />
                <button type="submit" name="undo" value="1" className="button">
                  {words.undo}
                </button>
              </form>
            ) : null}
          </DeskNotice>
        ) : null}
      </div>
      <form action={target} method="post" className="desk-status" aria-label={words.label}>
        {statuses.map(({ id, value, words: name }) => (
          <button key={value} id={id} type="submit" name="status" value={value} className="button">
            {name}
          </button>
        ))}
      </form>
    </>
  )
}
