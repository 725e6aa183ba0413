/** What stood in the way of the last attempt, in words, for the one place where a form says so. */
import type { Unconfirmed } from './doors.ts'
import type { SendingWords } from './field-view.ts'

export interface Trouble {
  readonly tone: 'danger' | 'warn'
  readonly sentence: string
  /** Offers to send again from here. */
  readonly isRetryable: boolean
  /** Offers another way. */
  readonly open?: { readonly href: string; readonly words: string }
}

type Attempted =
  | Unconfirmed
  | { readonly state: 'refused'; readonly notice: string }
  | { readonly state: 'idle' | 'invalid' | 'previewed' | 'accepted' }

interface Circumstances {
  readonly isPending: boolean
  /** What was typed outlives this page. */
  readonly isKept: boolean
}

export function troubleOf(
  shown: Attempted,
  words: SendingWords,
  { isPending, isKept }: Circumstances,
): Trouble | null {
  if (shown.state === 'refused') return { tone: 'danger', sentence: shown.notice, isRetryable: false }
  if (shown.state !== 'unconfirmed') return null
  if (shown.offline) {
    const waiting = isKept ? words.offline : words.offlineOpen
    const sentence = isPending && navigator.onLine ? words.online : waiting
    return { tone: 'warn', sentence, isRetryable: false }
  }
  return { tone: 'danger', sentence: words.unconfirmed, isRetryable: true }
}
