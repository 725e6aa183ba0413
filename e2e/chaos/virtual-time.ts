/** Time and chance as a seed has them: the product's own modules run on them unchanged. */
import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'

export interface VirtualTime {
  nowMs(): number
  /** Lets time pass; negative, when somebody sets the clock back. */
  pass(ms: number): void
}

/** From now on `Date` tells the time of this clock. Timers and the network go on in real time. */
export function startVirtualTime(startMs: number): VirtualTime {
  let nowMs = startMs
  const RealDate = Date
  class VirtualDate extends RealDate {
    constructor(...args: readonly [] | readonly [value: number | string | Date]) {
      super(args.length === 0 ? nowMs : args[0])
    }
    static override now = () => nowMs
  }
  Object.assign(globalThis, { Date: VirtualDate })
  return {
    nowMs: () => nowMs,
    pass: (ms) => {
      nowMs += ms
    },
  }
}

export interface Chance {
  /** From 0 to just under 1. */
  next(): number
  /** From 0 to just under `below`, whole. */
  below(below: number): number
  pick<Value>(values: readonly Value[]): Value
  /** True in `share` (0…1) of all cases. */
  isIn(share: number): boolean
}

/** The same numbers for the same seed: mulberry32, which is public domain and good enough to choose faults. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    next,
    below,
    pick(values) {
      const value = values[below(values.length)]
      if (value === undefined) throw new Error('nothing to pick from')
      return value
    },
    isIn: (share) => next() < share,
  }
}

/** From now on ids, tokens and jitter come from `chance` too: a seed that failed fails again. */
export function seedRandomness(chance: Chance): void {
  const seeded = (size: number) => Buffer.from(Array.from({ length: size }, () => chance.below(256)))
  Object.assign(crypto, { randomBytes: seeded })
  syncBuiltinESMExports()
  Object.assign(Math, { random: chance.next })
}
