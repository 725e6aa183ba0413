/** After sending: what is true now, the reference to keep, and what happens next. */
import { ClockIcon, CopyIcon, DoneIcon, TickIcon } from '#components/page/icon.tsx'
import { CopyLink } from './copy-link.tsx'

export interface SentPanelProps {
  /** `saved`: committed, but not with the team yet; nothing is asked of the customer. */
  readonly state: 'sent' | 'saved'
  readonly heading: string
  readonly sentence: string
  readonly reference: { readonly label: string; readonly value: string }
  readonly copy: { readonly words: string; readonly done: string }
  readonly next: { readonly heading: string; readonly lines: readonly string[] }
}

export function SentPanel({ state, heading, sentence, reference, copy, next }: SentPanelProps) {
  const StateIcon = state === 'sent' ? DoneIcon : ClockIcon
  return (
    <section className={`card sent sent-${state}`} aria-labelledby="sent">
      <div className="sent-head">
        <StateIcon className="icon sent-icon" />
        {/* biome-ignore lint/a11y/noAutofocus: the customer has just sent something and waits to hear this, script or not */}
        <h2 id="sent" className="text-lg font-semibold" tabIndex={-1} autoFocus>
          {heading}
        </h2>
      </div>
      <p className="mt-2">{sentence}</p>
      <div className="sent-reference">
        <p>
          <span className="block text-sm text-muted">{reference.label}</span>
          <bdi className="text-md font-semibold tabular-nums">{reference.value}</bdi>
        </p>
        <CopyLink {...copy} icon={<CopyIcon />} doneIcon={<TickIcon />} />
      </div>
      <h3 className="mt-6 font-semibold">{next.heading}</h3>
      <ol className="sent-next">
        {next.lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
    </section>
  )
}
