/** One press says that it is solved; it can be taken back by writing again. */
import { TickIcon } from '#components/page/icon.tsx'
import { MarkForm, type MarkFormProps } from './mark-form.tsx'

interface SolvedFormProps extends Pick<MarkFormProps, 'target' | 'requestId' | 'notice'> {
  readonly words: { readonly question: string; readonly button: string; readonly unconfirmed: string }
}

export function SolvedForm({ words, ...form }: SolvedFormProps) {
  return (
    <MarkForm {...form} className="solved" unconfirmed={words.unconfirmed}>
      <p className="solved-line">
        <button type="submit" className="button">
          <TickIcon className="icon icon-small" />
          {words.button}
        </button>
        <span className="text-sm text-muted">{words.question}</span>
      </p>
    </MarkForm>
  )
}
