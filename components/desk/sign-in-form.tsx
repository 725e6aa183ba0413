/** Asks for the credentials of a staff member; a plain form that needs no script. */
import { DeskMistake } from './desk-mistake.tsx'
import { DeskNotice } from './desk-notice.tsx'

interface SignInFormProps {
  readonly target: string
  /** The page of the desk to go on to. */
  readonly to: string
  /** What was typed before. */
  readonly email: string
  readonly mistake: string | null
  /** Why nobody looked at it. */
  readonly notice: string | null
  readonly words: {
    readonly intro: string
    readonly email: string
    readonly token: string
    readonly send: string
  }
}

export function SignInForm({ target, to, email, mistake, notice, words }: SignInFormProps) {
  const isWrong = mistake !== null
  return (
    <form action={target} method="post" className="ask card" noValidate>
      <p className="ask-intro">{words.intro}</p>
      {notice ? <DeskNotice kind="warn" words={notice} /> : null}
      <input type="hidden" name="to" value={to} />
      <div className="field">
        <label htmlFor="email">{words.email}</label>
        <input
          id="email"
          name="email"
          type="email"
          className="control"
          dir="ltr"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          defaultValue={email}
          required
          aria-invalid={isWrong}
          aria-describedby="token-error"
        />
      </div>
      <div className="field">
        <label htmlFor="token">{words.token}</label>
        <input
          id="token"
          name="token"
          type="password"
          className="control"
          dir="ltr"
          autoComplete="current-password"
          required
          aria-invalid={isWrong}
          aria-describedby="token-error"
        />
        <DeskMistake id="token-error" words={mistake} />
      </div>
      <button type="submit" className="button button-primary">
        {words.send}
      </button>
    </form>
  )
}
