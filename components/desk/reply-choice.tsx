/** A saved reply for the box that it stands in: chosen by name, and put below what is there. */
import { ChevronIcon } from '#components/page/icon.tsx'

export interface ReplyChoiceProps {
  readonly label: string
  /** The first option, which is none. */
  readonly none: string
  readonly replies: readonly { readonly id: string; readonly name: string }[]
  readonly insert: string
  /** Where they are written. */
  readonly all: { readonly href: string; readonly words: string }
}

export function ReplyChoice({ label, none, replies, insert, all }: ReplyChoiceProps) {
  const link = <a href={all.href}>{all.words}</a>
  if (replies.length === 0) return <p className="hint">{link}</p>
  return (
    <div className="field">
      <label htmlFor="saved-reply">{label}</label>
      <div className="desk-choice">
        <div className="select">
          <select id="saved-reply" name="reply" className="control" defaultValue="">
            <option value="">{none}</option>
            {replies.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
          <ChevronIcon />
        </div>
        <button type="submit" name="then" value="insert" className="button">
          {insert}
        </button>
        {link}
      </div>
    </div>
  )
}
