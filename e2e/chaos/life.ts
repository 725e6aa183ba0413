/** One life of the product: its side effects are numbered, and any of them may fail or be its last. */

export interface Fate {
  /** The number of the side effect, from 1. */
  readonly at: number
  /** It dies before it happens, or after it has happened and nobody has learned of it; or only this effect fails. */
  readonly moment: 'before' | 'after' | 'fails'
}

export interface Life {
  /** Runs one side effect. Once this life has ended, nothing happens any more, and no call returns. */
  effect<Value>(name: string, run: () => Promise<Value>): Promise<Value>
  /** What has happened so far, in order. */
  readonly effects: readonly string[]
  /** Settles when this life ends by its planned death, and never otherwise. */
  readonly death: Promise<'dead'>
  isOver(): boolean
  /** Ends it now, wherever it is. */
  end(): void
}

/** @param planned null: nothing fails, and it ends only when `end` is called. */
export function startLife(planned: Fate | null = null): Life {
  const effects: string[] = []
  const death = Promise.withResolvers<'dead'>()
  let over = false
  const end = () => {
    over = true
    death.resolve('dead')
  }
  const forever = () => new Promise<never>(() => {})

  return {
    async effect(name, run) {
      if (over) return forever()
      effects.push(name)
      const isPlanned = effects.length === planned?.at
      if (isPlanned && planned.moment === 'fails') throw new DiskFull()
      const isLast = isPlanned && planned.moment !== 'fails'
      if (isLast && planned.moment === 'before') {
        end()
        return forever()
      }
      try {
        const value = await run()
        if (isLast) end()
        return over ? forever() : value
      } catch (error) {
        // What was under way at its death fails, and nobody is there to hear it.
        if (over) return forever()
        throw error
      }
    },
    effects,
    death: death.promise,
    isOver: () => over,
    end,
  }
}

/** As the disk says it. */
export class DiskFull extends Error {
  readonly code = 'ENOSPC'
  constructor() {
    super('no space is left on the device')
  }
}
