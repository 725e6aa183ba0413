/** The two doors of a form, tried until one answers: the server action, and the plain route it stands in front of. */

export interface Doors<State> {
  readonly action: (previous: State, data: FormData) => Promise<State>
  /** The address of the plain route, which answers the same state as JSON. */
  readonly target: string
}

/** Nobody answered: what was sent may have arrived all the same. */
export interface Unconfirmed {
  readonly state: 'unconfirmed'
  readonly offline: boolean
}

export interface Sending<State> {
  readonly answer: Promise<State | Unconfirmed>
  /** Knocks once more while earlier attempts are still open; all of them carry the same request id. */
  again(): void
}

/**
 * Sends `data` through the action; when that throws (a lost connection, an action of an older build), through the route.
 * The first answer counts. Never rejects.
 */
export function sendThroughDoors<State extends { readonly state: string }>(
  doors: Doors<State>,
  previous: State,
  data: FormData,
): Sending<State> {
  const { promise, resolve } = withResolvers<State | Unconfirmed>()
  let open = 0
  const knock = async (door: () => Promise<State>, instead: () => void) => {
    open += 1
    try {
      resolve(await door())
    } catch {
      open -= 1
      instead()
    }
  }
  const giveUp = () => {
    if (open === 0) resolve({ state: 'unconfirmed', offline: !navigator.onLine })
  }
  const again = () => knock(() => postToRoute<State>(doors.target, data), giveUp)
  knock(() => doors.action(previous, data), again)
  return { answer: promise, again }
}

async function postToRoute<State extends { readonly state: string }>(
  target: string,
  body: FormData,
): Promise<State> {
  const response = await fetch(target, { method: 'POST', body, headers: { accept: 'application/json' } })
  const answer: unknown = await response.json()
  if (isState<State>(answer)) return answer
  throw new Error('the answer is not a state of the form')
}

/** Our own route answered; that it is a state at all is what must be known, not which fields it has. */
function isState<State extends { readonly state: string }>(answer: unknown): answer is State {
  return typeof answer === 'object' && answer !== null && 'state' in answer
}

/** `Promise.withResolvers`, which phones of 2023 do not have yet. */
function withResolvers<Value>() {
  let resolve: (value: Value) => void = () => {}
  const promise = new Promise<Value>((fulfil) => {
    resolve = fulfil
  })
  return { promise, resolve }
}
