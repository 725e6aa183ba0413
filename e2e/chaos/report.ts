/** What a run of the suite says: counts of what it did, and every failure. */

export interface Report {
  say(name: string, counts: Readonly<Record<string, unknown>>): void
  fail(lines: readonly string[]): void
  failures(): number
}

/** @param endsWithFirst the process ends with the first failure. */
export function createReport(endsWithFirst: boolean): Report {
  let failures = 0
  return {
    say: (name, counts) => console.log(`${name}: ${JSON.stringify(counts)}`),
    fail(lines) {
      failures += lines.length
      for (const line of lines.slice(0, 20)) console.log(`FAILED: ${line}`)
      if (endsWithFirst && lines.length > 0) process.exit(1)
    },
    failures: () => failures,
  }
}
