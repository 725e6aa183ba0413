/** Where a conversation stands, in an icon and a word. */
import { HourglassIcon, SpeechIcon, TickIcon, WarningIcon } from '#components/page/icon.tsx'

export interface StatusChipProps {
  readonly standing: 'open' | 'waiting' | 'done' | 'spam'
  readonly words: string
}

const icons = { open: SpeechIcon, waiting: HourglassIcon, done: TickIcon, spam: WarningIcon }

export function StatusChip({ standing, words }: StatusChipProps) {
  const StatusIcon = icons[standing]
  return (
    <span className="chip">
      <StatusIcon className="icon icon-small" />
      {words}
    </span>
  )
}
