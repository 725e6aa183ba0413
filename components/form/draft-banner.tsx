/** Says that what stands in the form was written earlier, and lets the customer begin anew; that can be taken back. */
import { type RefObject, useState } from 'react'
import type { DraftKeeper } from './draft.ts'
import type { DraftWords } from './field-view.ts'

interface DraftBannerProps {
  readonly ref: RefObject<HTMLDivElement | null>
  readonly id: string
  readonly isShown: boolean
  /** Hash of the request id of the newest message that was accepted here: a draft of it is none any more. */
  readonly sent?: string | undefined
  readonly words: DraftWords
  readonly load: () => Promise<DraftKeeper | null>
}

/** The inline script shows it and writes the date, so what it writes is not the server's. */
export function DraftBanner({ ref, id, isShown, sent, words, load }: DraftBannerProps) {
  const [undo, setUndo] = useState<(() => void) | null>(null)
  const change = async () => {
    undo?.()
    const next = undo ? null : ((await load())?.startAgain() ?? null)
    setUndo(() => next)
  }
  return (
    <div
      ref={ref}
      id={`${id}-draft`}
      className="draft"
      data-sent={sent}
      hidden={!isShown}
      suppressHydrationWarning
    >
      <p>
        <span hidden={undo !== null} suppressHydrationWarning>
          {words.restored}
        </span>
        <span role="status">{undo ? words.removed : null}</span>
      </p>
      <button type="button" className="button-link" onClick={change}>
        {undo ? words.undo : words.startAgain}
      </button>
    </div>
  )
}
