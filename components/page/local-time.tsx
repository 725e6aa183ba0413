/** Moments in the zone of the team, which the page's own script writes in the zone of its reader before they are painted. */
import { Fragment } from 'react'
import type { Moment, Sentence } from '#lib/form/sentence.ts'

export function SentenceText({ sentence }: { readonly sentence: Sentence }) {
  if (typeof sentence === 'string') return sentence
  const [before, after] = sentence.words.split('{time}')
  return (
    <Fragment>
      {before}
      <LocalTime {...sentence.time} />
      {after}
    </Fragment>
  )
}

/** What the script has written stays: to React it is the same element. */
export function LocalTime({ dateTime, until, words }: Moment) {
  return (
    <time dateTime={dateTime} data-until={until} data-local="" suppressHydrationWarning>
      {words}
    </time>
  )
}
