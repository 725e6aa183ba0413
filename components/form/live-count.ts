/** How many characters are left: said before it matters, never in the way of typing. */
import { countCharacters } from '#lib/form/rules.ts'
import { sayCount } from './count-words.ts'
import type { CounterWords } from './field-view.ts'

export interface Count {
  /** What stands under the field: nothing, as long as there is plenty of room. */
  readonly seen: string
  readonly isOver: boolean
  /** What a screen reader is told, a moment after the last key. */
  readonly heard: string
}

/** Shown from this share of the limit on. */
const shownFrom = 0.8
const heardAfterMs = 1_000

/** Reports the count whenever it says something new. */
export function startLiveCount(
  area: HTMLTextAreaElement,
  maxLength: number,
  words: CounterWords,
  onCount: (count: Count) => void,
): void {
  let said: Count = { seen: '', isOver: false, heard: '' }
  let timer: ReturnType<typeof setTimeout>
  const say = (change: Partial<Count>) => {
    const next = { ...said, ...change }
    if (next.seen !== said.seen || next.heard !== said.heard) onCount(next)
    said = next
  }
  const count = () => {
    const length = countCharacters(area.value.trim())
    const seen = saySeen(words, maxLength, length)
    clearTimeout(timer)
    timer = setTimeout(() => say({ heard: seen }), heardAfterMs)
    say({ seen, isOver: length > maxLength })
  }
  count()
  area.addEventListener('input', count)
}

function saySeen(words: CounterWords, maxLength: number, length: number): string {
  if (length > maxLength) return sayCount(words.over, length - maxLength)
  return length >= maxLength * shownFrom ? sayCount(words.left, maxLength - length) : ''
}
