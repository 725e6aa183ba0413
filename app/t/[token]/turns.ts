/** Drawing much without holding up everybody else: after a share of it, others are answered first (security.md S27). */

/** Source that is drawn in one go; a message of the longest kind takes a fifth of a second. */
const shareLength = 16 * 1024

/**
 * Hands out turns to drawings in their order. Null: draw at once; else wait for it, and the server has answered in
 * between whoever was there.
 */
export function createTurns(): (length: number) => Promise<void> | null {
  let last: Promise<void> = Promise.resolve()
  let drawn = 0
  return (length) => {
    const isFirst = drawn === 0
    drawn += length
    if (isFirst || drawn <= shareLength) return null
    drawn = length
    last = last.then(othersFirst)
    return last
  }
}

const othersFirst = () => new Promise<void>((resolve) => setImmediate(resolve))
