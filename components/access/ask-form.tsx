/** Asks for one address; a plain form that needs no script. */
import { ErrorIcon, WarningIcon } from '#components/page/icon.tsx'

interface AskFormProps {
  readonly target: string
  /** What was typed before. */
  readonly email: string
  /** What is wrong with it. */
  readonly mistake: string | null
  /** Why nothing was sent although nothing is wrong with it. */
  readonly notice: string | null
  readonly words: {
    readonly intro: string
    readonly label: string
    /** "Error:", heard before the mistake, not seen. */
    readonly error: string
    readonly send: string
  }
}

export function AskForm({ target, email, mistake, notice, words }: AskFormProps) {
  return (
    <form action={target} method="post" className="ask card" noValidate>
      <p id="email-hint" className="ask-intro">
        {words.intro}
      </p>
      <div className="field">
        <label htmlFor="email">{words.label}</label>
        <input
          id="email"
          name="email"
          type="email"
          className="control"
          dir="ltr"
          autoComplete="email"
          autoCapitalize="none"
          spellCheck={false}
          defaultValue={email}
          aria-required
          aria-invalid={mistake !== null}
          aria-describedby="email-hint email-error"
        />
        <div className="slot">
          <p id="email-error" className="mistake">
            {mistake ? (
              <>
                <ErrorIcon className="icon icon-small" />
                <span>
                  <span className="sr-only">{words.error} </span>
                  {mistake}
                </span>
              </>
            ) : null}
          </p>
        </div>
      </div>
      {notice ? (
        <div className="banner banner-warn ask-notice">
          <WarningIcon />
          <p>{notice}</p>
        </div>
      ) : null}
      <button type="submit" className="button button-primary">
        {words.send}
      </button>
    </form>
  )
}
