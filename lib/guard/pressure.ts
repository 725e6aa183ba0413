/** Pressure: when more is being committed than the database takes, the rest is refused at once, honestly and with its words. */

/** Under way at one time, in this process; who comes next would wait for longer than people do. */
export const mostAtOnce = 200
/** For whoever is refused. */
export const retryAfterSeconds = 10

declare global {
  var deskbellPressure: { underWay: number } | undefined
}

/** Kept on globalThis, because Next.js gives each bundle its own module state. */
const pressure = () => {
  globalThis.deskbellPressure ??= { underWay: 0 }
  return globalThis.deskbellPressure
}

/** Whether there is no room for another acceptance. */
export const isFull = () => pressure().underWay >= mostAtOnce

/** There was no room; nothing was done. */
export class Overload extends Error {
  override readonly name = 'Overload'
}

/** Does the work of one acceptance, as long as there is room for it. @throws Overload when there is none; what `work` throws. */
export async function underPressure<Value>(work: () => Promise<Value>): Promise<Value> {
  if (isFull()) throw new Overload('too much is under way')
  const room = pressure()
  room.underWay += 1
  try {
    return await work()
  } finally {
    room.underWay -= 1
  }
}
