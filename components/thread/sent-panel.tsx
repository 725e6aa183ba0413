/** After sending: what is true now, the reference to keep, and what happens next. */
import type { ReactNode } from 'react'
import { ClockIcon, CopyIcon, DoneIcon, NewTabIcon, TickIcon } from '#components/page/icon.tsx'
import { SentenceText } from '#components/page/local-time.tsx'
import type { SentView } from '#lib/form/state.ts'
import { CopyLink } from './copy-link.tsx'

interface SentPanelProps extends SentView {
  /** Takes the focus as the page arrives; where a script decides about that, it does not. */
  readonly isFirst?: boolean
  /** Beneath the way to the conversation. */
  readonly children?: ReactNode
}

export function SentPanel({ isFirst = true, children, ...view }: SentPanelProps) {
  const { state, heading, sentence, reference, copy, next, open } = view
  const StateIcon = state === 'sent' ? DoneIcon : ClockIcon
  return (
    <section className={`card sent sent-${state}`} aria-labelledby="sent">
      <div className="sent-head">
        <StateIcon className="icon sent-icon" />
        {/* biome-ignore lint/a11y/noAutofocus: the customer has just sent something and waits to hear this, script or not */}
        <h2 id="sent" className="text-lg font-semibold" tabIndex={-1} autoFocus={isFirst}>
          {heading}
        </h2>
      </div>
      <p className="mt-2">{sentence}</p>
      <div className="sent-reference">
        <p>
          <span className="block text-sm text-muted">{reference.label}</span>
          <bdi className="text-md font-semibold tabular-nums">{reference.value}</bdi>
        </p>
        <CopyLink {...copy} href={open?.href} icon={<CopyIcon />} doneIcon={<TickIcon />} />
      </div>
      {open ? <OpenLink {...open} /> : null}
      {children}
      <h3 className="mt-6 font-semibold">{next.heading}</h3>
      <ol className="sent-next">
        {next.lines.map((line) => (
          <li key={typeof line === 'string' ? line : line.words}>
            <SentenceText sentence={line} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function OpenLink({ href, words, newTab }: NonNullable<SentView['open']>) {
  return (
    <p className="mt-4">
      <a className="button button-primary" href={href} target="_blank" rel="noopener">
        {words}
        <span className="sr-only"> {newTab}</span>
        <NewTabIcon />
      </a>
    </p>
  )
}
