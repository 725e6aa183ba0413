/** The end of a form: what is in the way, the button, and what happens next. The button is never disabled and never moves. */
import type { ReactNode } from 'react'
import { ErrorIcon, WarningIcon } from '#components/page/icon.tsx'
import type { SendingWords } from './field-view.ts'
import type { Patience } from './sending.ts'
import type { Trouble } from './trouble.ts'

interface SubmitAreaProps {
  readonly words: SendingWords
  readonly trouble: Trouble | null
  readonly isBusy: boolean
  readonly patience: Patience
  readonly onAgain: () => void
  /** After an attempt that ended well, where the page stays. */
  readonly done?: string | undefined
  /** What follows, beside the button. */
  readonly children?: ReactNode
}

export function SubmitArea({ words, trouble, isBusy, patience, onAgain, done, children }: SubmitAreaProps) {
  const isLate = patience === 'slow' || patience === 'very-slow'
  return (
    <div className="submit-area">
      <div role="alert">{trouble ? <TroubleBanner trouble={trouble} tryAgain={words.tryAgain} /> : null}</div>
      <div className="submit-row">
        <SendButton words={words} isBusy={isBusy} isSending={patience !== 'calm'} />
        <div className="submit-lines">
          {/* Not taken away: the page's own script has written the reader's times into it. */}
          <div hidden={isLate}>{children}</div>
          <p role="status">
            {patience === 'sending' ? <span className="sr-only">{words.sending}</span> : null}
            {patience === 'slow' ? words.slow : null}
            {patience === 'very-slow' ? words.verySlow : null}
            {isBusy ? null : done}
          </p>
          {patience === 'very-slow' ? (
            <button type="button" className="button-link" onClick={onAgain}>
              {words.tryAgain}
            </button>
          ) : null}
        </div>
      </div>
    </div>
  )
}

function TroubleBanner({ trouble, tryAgain }: { readonly trouble: Trouble; readonly tryAgain: string }) {
  const Icon = trouble.tone === 'danger' ? ErrorIcon : WarningIcon
  return (
    <div className={`banner banner-${trouble.tone}`}>
      <Icon />
      <div>
        <p>{trouble.sentence}</p>
        {trouble.isRetryable ? (
          <button type="submit" className="button-link">
            {tryAgain}
          </button>
        ) : null}
        {trouble.open ? (
          <a className="button-link" href={trouble.open.href} target="_blank" rel="noopener">
            {trouble.open.words}
          </a>
        ) : null}
      </div>
    </div>
  )
}

interface SendButtonProps extends Pick<SubmitAreaProps, 'words' | 'isBusy'> {
  readonly isSending: boolean
}

/** Both captions lie on top of each other, so the wider one decides the width before and while sending. */
function SendButton({ words, isBusy, isSending }: SendButtonProps) {
  return (
    <button type="submit" className="button button-primary send" aria-disabled={isBusy || undefined}>
      <span className={isSending ? 'invisible' : undefined}>{words.send}</span>
      <span className={isSending ? 'send-progress' : 'send-progress invisible'}>
        <span className="spinner" aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
        {words.sending}
      </span>
    </button>
  )
}
