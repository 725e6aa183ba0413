/** The desk's list of conversations: a page, its filters and searches among 20,000 against the same among 200. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '#lib/db/open.ts'
import { type ListQuery, openDesk } from '#lib/desk/client.ts'
import { proofOf } from '#lib/helpdesk/builtin/credentials.ts'
import { createBuiltinHelpdesk } from '#lib/helpdesk/builtin/server.ts'
import { compare } from './compare.ts'
import type { Figure } from './figure.ts'
import { fillHelpdesk, staff } from './helpdesk-data.ts'

/** Every view, and words that all, many, few and no conversations have. */
export async function measureDesk({ quick }: { readonly quick: boolean }): Promise<Figure> {
  const size = quick ? 4_000 : 20_000
  const large = await openFilled(size)
  const small = await openFilled(200)
  try {
    const contests = asked.map(({ name, ...query }) => ({
      name,
      subject: async () => void (await large.desk.list(query)),
      peer: async () => void (await small.desk.list(query)),
    }))
    const cases = await compare(contests, quick ? { rounds: 5, calls: 4 } : { rounds: 9, calls: 8 })
    const ratio = `CPU time of a page of the desk’s list among ${size} conversations ÷ among 200`
    return { name: 'List of the desk', ratio, unit: 'ms', cases }
  } finally {
    await large.close()
    await small.close()
  }
}

const first = { standing: 'open', words: '', page: 1 } as const

const asked: readonly (ListQuery & { readonly name: string })[] = [
  { ...first, name: 'open' },
  { ...first, name: 'open, page 4', page: 4 },
  { ...first, name: 'waiting, none', standing: 'waiting' },
  { ...first, name: 'done', standing: 'done' },
  { ...first, name: 'spam, none', standing: 'spam' },
  { ...first, name: 'all', standing: 'all' },
  { ...first, name: 'a word in all', standing: 'all', words: 'zip' },
  { ...first, name: 'a word in all, done', standing: 'done', words: 'zip' },
  { ...first, name: 'two words in all', standing: 'all', words: 'zip broke' },
  { ...first, name: 'a word in few', standing: 'all', words: 'customer17' },
  { ...first, name: 'a word in few, open', words: 'customer17' },
  { ...first, name: 'a word in the newer half', standing: 'all', words: 'customer1' },
  { ...first, name: 'a word in old ones', standing: 'all', words: 'customer3' },
  { ...first, name: 'a word in one, and one in all', standing: 'all', words: 'customer117@example.org zip' },
  { ...first, name: 'a word in none', standing: 'all', words: 'quagga' },
]

async function openFilled(conversations: number) {
  const dataDir = mkdtempSync(join(tmpdir(), 'deskbell-bench-'))
  const database = await openDatabase({ databaseUrl: null, dataDir })
  await fillHelpdesk(database, conversations, { messagesEach: 3, withWords: true })
  const channels = ['support', 'billing', 'press'].map((slug) => ({ slug, name: slug, email: '' }))
  const publicUrl = 'http://localhost:3000'
  const answer = createBuiltinHelpdesk({ database, staff: [staff], channels, publicUrl, door: 'proof' })
  const door = {
    baseUrl: `${publicUrl}/api/v1`,
    fetch: (input: RequestInfo | URL, init?: RequestInit) => answer(new Request(input, init)),
  }
  const desk = await openDesk(door, { email: staff.email, proof: proofOf(staff.email, staff.apiToken) })
  if (!desk) throw new Error('the desk did not open')
  return {
    desk,
    async close() {
      await database.close()
      rmSync(dataDir, { recursive: true })
    },
  }
}
