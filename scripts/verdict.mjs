/** The count behind the last line of `npm test`. */

/** @returns a verdict to add results to; `failed()` tells whether there was any failure. */
export function createVerdict() {
  const total = { passed: 0, failed: 0, skipped: 0 }
  return {
    add({ passed = 0, failed = 0, skipped = 0 }) {
      total.passed += passed
      total.failed += failed
      total.skipped += skipped
    },
    failed: () => total.failed > 0,
    line: () =>
      `${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`,
  }
}

/** A tool without tests of its own counts as one. */
export function asOne(code) {
  return code === 0 ? { passed: 1 } : { failed: 1 }
}

/**
 * The counts that a test runner reported, made to agree with its exit code: a runner that broke off, or that has
 * written no report, is a failure even if no single test was.
 */
export function reported(code, counts) {
  if (!counts) return { failed: 1 }
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}
