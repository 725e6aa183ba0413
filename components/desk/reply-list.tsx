/** The saved replies, one below the other, each with what can be done to it. */

export interface ReplyItem {
  readonly id: string
  readonly name: string
  readonly body: string
  readonly change: { readonly href: string; readonly words: string; readonly spoken: string }
  readonly remove: { readonly words: string; readonly spoken: string }
}

interface ReplyListProps {
  /** Where they are removed. */
  readonly target: string
  readonly items: readonly ReplyItem[]
  /** What is said when there are none. */
  readonly none: string
}

export function ReplyList({ target, items, none }: ReplyListProps) {
  if (items.length === 0) return <p className="desk-none">{none}</p>
  return (
    <ul className="desk-list">
      {items.map(({ id, name, body, change, remove }) => (
        <li key={id}>
          <h2 className="desk-subject font-semibold" dir="auto">
            {name}
          </h2>
          <p className="desk-reply-body" dir="auto">
            {body}
          </p>
          <form action={target} method="post" encType="multipart/form-data" className="desk-buttons">
            <input type="hidden" name="id" value={id} />
            <a className="button" href={change.href} aria-label={change.spoken}>
              {change.words}
            </a>
            <button type="submit" name="then" value="remove" className="button" aria-label={remove.spoken}>
              {remove.words}
            </button>
          </form>
        </li>
      ))}
    </ul>
  )
}
