/** What is wrong with a field of the desk; its line is there before it is needed. */
import { ErrorIcon } from '#components/page/icon.tsx'

export function DeskMistake({ id, words }: { readonly id: string; readonly words: string | null }) {
  return (
    <div className="slot">
      <p id={id} className="mistake">
        {words ? (
          <>
            <ErrorIcon className="icon icon-small" />
            <span>{words}</span>
          </>
        ) : null}
      </p>
    </div>
  )
}
