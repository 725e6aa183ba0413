/** How cost grows with what an installation has: messages of a thread, messages that wait, conversations, fields of a form. */
import { drainRates } from './drain.ts'
import { fieldCosts } from './fields.ts'
import { spreadOf } from './figure.ts'
import { pageCostOf } from './lists.ts'
import { viewCosts } from './threads.ts'

/** Points from left to right; `y` is a median. */
export interface Curve {
  readonly name: string
  readonly x: string
  readonly y: string
  readonly points: readonly (readonly [number, number])[]
}

export async function measureGrowth({ quick }: { readonly quick: boolean }): Promise<Curve[]> {
  return [
    {
      name: 'Page of a thread',
      x: 'messages in it',
      y: 'CPU of the server, ms',
      points: await viewCosts(quick ? 40 : 200),
    },
    {
      name: 'Working off the outbox',
      x: 'messages that wait',
      y: 'delivered in a second',
      points: await pointsOf(
        quick ? [100, 1_000, 5_000] : [100, 1_000, 10_000, 100_000],
        async (pending) => spreadOf(await drainRates(pending, pending > 10_000 ? 1 : 3)).median,
      ),
    },
    {
      name: 'List of messages',
      x: 'conversations of 20 messages',
      y: 'CPU of a page, ms',
      points: await pointsOf(quick ? [50, 500, 2_000] : [50, 500, 5_000], (conversations) =>
        pageCostOf(conversations, quick ? 4 : 8),
      ),
    },
    {
      name: 'Page of a form',
      x: 'fields',
      y: 'CPU of the server, ms',
      points: await fieldCosts(quick ? [1, 10, 40] : [1, 10, 20, 40], quick ? 40 : 200),
    },
  ]
}

async function pointsOf(sizes: readonly number[], measure: (size: number) => Promise<number>) {
  const points: [number, number][] = []
  for (const size of sizes) points.push([size, await measure(size)])
  return points
}
