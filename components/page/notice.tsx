/** A page with nothing but an explanation and the one way on: wrong link, unknown form, something broken. */

interface NoticeProps {
  readonly heading: string
  readonly sentences: readonly string[]
  readonly action: { readonly href: string; readonly words: string }
  /** Another way, for some. */
  readonly other?: { readonly href: string; readonly words: string }
}

export function Notice({ heading, sentences, action, other }: NoticeProps) {
  return (
    <>
      <h1 className="page-heading">{heading}</h1>
      <div className="mt-4 max-w-xl space-y-3">
        {sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      <p className="notice-ways">
        <a className="button button-primary" href={action.href}>
          {action.words}
        </a>
        {other ? (
          <a className="button" href={other.href}>
            {other.words}
          </a>
        ) : null}
      </p>
    </>
  )
}
