/** A signed-in customer's conversations: each opens by a button, because opening makes a link. */

interface ThreadListProps {
  readonly threads: readonly ListItem[]
  /** Where signing out is sent to. */
  readonly signOut: string
  readonly words: { readonly signedIn: string; readonly signOut: string; readonly none: string }
}

interface ListItem {
  readonly target: string
  readonly subject: string
  readonly reference: { readonly label: string; readonly value: string }
  readonly written: { readonly label: string; readonly dateTime: string; readonly date: string }
}

export function ThreadList({ threads, signOut, words }: ThreadListProps) {
  return (
    <>
      <form action={signOut} method="post" className="signed-in">
        <p>{words.signedIn}</p>
        <button type="submit" className="button">
          {words.signOut}
        </button>
      </form>
      {threads.length === 0 ? <p className="mt-6">{words.none}</p> : null}
      <ul className="thread-list">
        {threads.map(({ target, subject, reference, written }) => (
          <li key={reference.value}>
            <form action={target} method="post">
              <button type="submit" className="thread-list-subject" dir="auto">
                {subject}
              </button>
            </form>
            <p className="thread-list-facts">
              <span>
                {reference.label} <bdi>{reference.value}</bdi>
              </span>
              <span>
                {written.label} <time dateTime={written.dateTime}>{written.date}</time>
              </span>
            </p>
          </li>
        ))}
      </ul>
    </>
  )
}
