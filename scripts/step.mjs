/** A step that takes time: it says so in plain words, and shows its output only when it went wrong. */

/**
 * Runs `work` (one of children.mjs, with its output kept) under a title.
 * @returns whether it succeeded; when it did not, all it printed has been shown.
 */
export async function step(title, work) {
  console.log(`${title} …`)
  const startedAt = Date.now()
  const { code, output } = await work()
  const seconds = Math.round((Date.now() - startedAt) / 1000)
  if (code === 0) {
    console.log(`  done in ${seconds} s`)
    return true
  }
  console.error(`${output.trimEnd()}\n${title}: failed after ${seconds} s (exit code ${code})`)
  return false
}
