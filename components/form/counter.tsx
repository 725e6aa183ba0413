/** How many characters are left: said before it matters, never in the way of typing. */
import { useEffect, useState } from 'react'
import { countCharacters } from '#lib/form/rules.ts'
import { sayCount } from './count-words.ts'
import type { CounterWords } from './field-view.ts'

interface CounterProps {
  readonly controlId: string
  readonly maxLength: number
  readonly words: CounterWords
}

/** Shown from this share of the limit on. */
const shownFrom = 0.8
const announcedAfterMs = 1_000

export function Counter({ controlId, maxLength, words }: CounterProps) {
  const count = useCount(controlId)
  const [announced, announce] = useState('')
  const said = count === null ? words.limit : sayLeft(words, maxLength, count)
  useEffect(() => {
    const timer = setTimeout(() => announce(count === null ? '' : said), announcedAfterMs)
    return () => clearTimeout(timer)
  }, [count, said])
  return (
    <>
      <p
        id={`${controlId}-counter`}
        className={count !== null && count > maxLength ? 'counter counter-over' : 'counter'}
      >
        {said}
      </p>
      <span role="status" className="sr-only">
        {announced}
      </span>
    </>
  )
}

function sayLeft(words: CounterWords, maxLength: number, count: number): string {
  if (count > maxLength) return sayCount(words.over, count - maxLength)
  return count >= maxLength * shownFrom ? sayCount(words.left, maxLength - count) : ''
}

/** The characters in the control; null on the server and until the page is alive. */
function useCount(id: string): number | null {
  const [count, setCount] = useState<number | null>(null)
  useEffect(() => {
    const control = document.getElementById(id)
    if (!(control instanceof HTMLTextAreaElement)) return
    const read = () => setCount(countCharacters(control.value))
    read()
    control.addEventListener('input', read)
    return () => control.removeEventListener('input', read)
  }, [id])
  return count
}
