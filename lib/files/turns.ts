/** Work that costs much, a few at a time and in turn: who has brought a lot of it does not hold up who brings a little. */

/** A function that does work of a sender as soon as it is that sender's turn, `maxAtOnce` at a time. */
export function createTurns(maxAtOnce: number) {
  let running = 0
  /** Starts by sender, in the order of the senders' turns. */
  const waiting = new Map<string, (() => void)[]>()

  function startNext(): void {
    const [next] = waiting
    if (!next) {
      running -= 1
      return
    }
    const [sender, [start, ...others]] = next
    waiting.delete(sender)
    if (others.length > 0) waiting.set(sender, others)
    start?.()
  }

  return async <Value>(sender: string, work: () => Promise<Value>): Promise<Value> => {
    if (running < maxAtOnce) running += 1
    else await new Promise<void>((start) => waiting.set(sender, [...(waiting.get(sender) ?? []), start]))
    try {
      return await work()
    } finally {
      startNext()
    }
  }
}
