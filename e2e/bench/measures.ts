/** Everything that the benchmark measures, by the name under which it can be asked for alone. */
import { measureAccepts } from './accepts.ts'
import { measureAttacks } from './attacks.ts'
import { measureDesk } from './desk.ts'
import { measureDrain } from './drain.ts'
import { measureEmbed } from './embed.ts'
import type { Figure } from './figure.ts'
import { measureGoodput } from './goodput.ts'
import { measureLists } from './lists.ts'
import { measureLoader } from './loader.ts'
import { measureMarkup } from './markup.ts'
import { measureMemory } from './memory.ts'
import { measurePages } from './pages.ts'
import { measurePolls } from './polls.ts'
import { measureCpu } from './submit-cpu.ts'
import { measureSubmits } from './submits.ts'
import { measureThreads } from './threads.ts'
import { measureTyping } from './typing.ts'
import { measureUploads } from './uploads.ts'

export type Measure = (size: { readonly quick: boolean }) => Promise<readonly Figure[]>

/** Those of the thirteen figures that are measured in a quick run; the others take too long for it. */
export const quickly = [
  ...['pages', 'typing', 'loader', 'submits', 'cpu', 'goodput'],
  ...['accepts', 'drain', 'threads', 'polls', 'memory'],
]

export const measures: Readonly<Record<string, Measure>> = {
  pages: measurePages,
  typing: measureTyping,
  loader: measureLoader,
  embed: measureEmbed,
  submits: measureSubmits,
  cpu: measureCpu,
  goodput: measureGoodput,
  accepts: measureAccepts,
  drain: measureDrain,
  threads: measureThreads,
  polls: measurePolls,
  memory: measureMemory,
  attacks: measureAttacks,
  uploads: async (size) => [await measureUploads(size)],
  markup: async (size) => [measureMarkup(size)],
  lists: async (size) => [await measureLists(size)],
  desk: async (size) => [await measureDesk(size)],
}
