/** What customers were told is safe, held against what arrived at the helpdesk: lost, twice, or out of order. */

/** One conversation as its customer knows it. */
export interface Promised {
  readonly subject: string
  /** The request and its replies; each was answered with "sent" or "saved". */
  readonly letters: readonly PromisedLetter[]
  /** Those that were ever held up: a person sends them on later, out of turn. */
  readonly heldUp: ReadonlySet<string>
}

export interface PromisedLetter {
  readonly body: string
  /** Counted in all that customers did and saw: when Send was first pressed, and when the answer was shown. */
  readonly pressed: number
  readonly shown: number
}

export interface Arrived {
  readonly subject: string
  /** The customer's messages, oldest first. */
  readonly bodies: readonly string[]
}

export interface Verdict {
  readonly lost: readonly string[]
  readonly duplicated: readonly string[]
  readonly reordered: readonly string[]
}

export function judge(promises: readonly Promised[], arrivals: readonly Arrived[]): Verdict {
  const verdicts = promises.map((promised) =>
    judgeOne(
      promised,
      arrivals.filter(({ subject }) => subject === promised.subject),
    ),
  )
  const known = new Set(promises.map(({ subject }) => subject))
  const strange = arrivals.filter(({ subject }) => !known.has(subject)).map(({ subject }) => subject)
  return {
    lost: verdicts.flatMap(({ lost }) => lost),
    duplicated: [...verdicts.flatMap(({ duplicated }) => duplicated), ...strange],
    reordered: verdicts.flatMap(({ reordered }) => reordered),
  }
}

function judgeOne({ subject, letters, heldUp }: Promised, arrivals: readonly Arrived[]): Verdict {
  const came = arrivals.flatMap((arrival) => arrival.bodies)
  const told = (body: string) => `${subject}: ${body}`
  const inTurn = [...new Set(came)].flatMap((body) =>
    heldUp.has(body) ? [] : letters.filter((letter) => letter.body === body),
  )
  return {
    lost: letters.filter(({ body }) => !came.includes(body)).map(({ body }) => told(body)),
    duplicated: [
      ...came.filter((body, index) => came.indexOf(body) !== index).map(told),
      ...(arrivals.length > 1 ? [`${subject}: ${arrivals.length} conversations`] : []),
    ],
    reordered: inTurn
      .filter((letter, index) => overtakes(letter, inTurn.slice(index + 1)))
      .map(({ body }) => told(body)),
  }
}

/** It came before one whose answer had been shown when it was written. */
const overtakes = ({ pressed }: PromisedLetter, later: readonly PromisedLetter[]) =>
  later.some(({ shown }) => shown < pressed)

export const isClean = ({ lost, duplicated, reordered }: Verdict) =>
  lost.length + duplicated.length + reordered.length === 0
