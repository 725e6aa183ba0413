/** How the help was: five words to choose from, and room for more. */
import { MarkForm, type MarkFormProps } from './mark-form.tsx'

interface RatingFormProps extends Pick<MarkFormProps, 'target' | 'requestId' | 'notice'> {
  /** What was chosen and typed before something had to be mended. */
  readonly typed: Readonly<Partial<Record<string, string>>>
  readonly words: {
    readonly question: string
    readonly values: readonly { readonly value: string; readonly word: string }[]
    readonly comment: string
    /** "(optional)". */
    readonly optional: string
    readonly send: string
    readonly unconfirmed: string
  }
}

export function RatingForm({ typed, words, ...form }: RatingFormProps) {
  return (
    <MarkForm {...form} className="rating" unconfirmed={words.unconfirmed}>
      <fieldset>
        <legend>{words.question}</legend>
        <div className="choices rating-choices">
          {words.values.map(({ value, word }) => (
            <label key={value} className="choice">
              <input type="radio" name="rating" value={value} defaultChecked={typed.rating === value} />
              <span className="choice-name">{word}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <div className="rating-comment">
        <label htmlFor="comment">
          {words.comment} <span className="font-normal text-muted">{words.optional}</span>
        </label>
        <textarea
          id="comment"
          name="comment"
          className="control"
          dir="auto"
          rows={3}
          defaultValue={typed.comment}
        />
      </div>
      <p>
        <button type="submit" className="button">
          {words.send}
        </button>
      </p>
    </MarkForm>
  )
}
