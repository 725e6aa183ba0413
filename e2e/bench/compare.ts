/** Compares two ways by CPU time in interleaved rounds, which a busy machine disturbs least (median of the rounds' ratios). */
import { type Case, caseOf } from './figure.ts'

export interface Contest {
  readonly name: string
  readonly subject: () => Promise<void>
  readonly peer: () => Promise<void>
}

/** Runs every contest in every round, the two sides taking turns at being first; the first round warms up. */
export async function compare(
  contests: readonly Contest[],
  { rounds, calls }: { readonly rounds: number; readonly calls: number },
): Promise<Case[]> {
  const taken = contests.map(({ name }) => ({ name, subject: [] as number[], peer: [] as number[] }))
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, { subject, peer }] of contests.entries()) {
      const sides = { subject, peer }
      const order = round % 2 === 0 ? (['subject', 'peer'] as const) : (['peer', 'subject'] as const)
      for (const side of order) {
        const ms = await cpuMsOf(sides[side], calls)
        if (round > 0) taken[index]?.[side].push(ms)
      }
    }
  }
  return taken.map(({ name, subject, peer }) => caseOf(name, subject, peer))
}

/** CPU milliseconds of this process for one call, of `calls` in a row. */
async function cpuMsOf(work: () => Promise<void>, calls: number): Promise<number> {
  const before = process.cpuUsage()
  for (let call = 0; call < calls; call += 1) await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000 / calls
}
