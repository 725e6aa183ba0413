/** Turns: one after the other, in the order in which they came. */

export interface Turn {
  /** Settles once it is the caller's turn, which lasts until it is passed on. */
  take(): Promise<void>
  pass(): void
  isTaken(): boolean
}

export function createTurn(): Turn {
  const waiting: (() => void)[] = []
  let isTaken = false
  return {
    async take() {
      if (isTaken) await new Promise<void>((start) => waiting.push(start))
      isTaken = true
    },
    pass() {
      const start = waiting.shift()
      // Whoever is next has it from now on, though they go on a little later.
      if (start) start()
      else isTaken = false
    },
    isTaken: () => isTaken,
  }
}
