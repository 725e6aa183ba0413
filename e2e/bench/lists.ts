/** The built-in helpdesk's lists of messages: a page among 200,000 messages against the same page among 1,000. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '#lib/db/open.ts'
import { createBuiltinHelpdesk } from '#lib/helpdesk/builtin/server.ts'
import { compare } from './compare.ts'
import type { Figure } from './figure.ts'
import { day, end, fillHelpdesk, month, staff } from './helpdesk-data.ts'

/** All filters alone and several together, by first page and a deep one. */
export async function measureLists({ quick }: { readonly quick: boolean }): Promise<Figure> {
  const size = quick ? 2_000 : 10_000
  const large = await openDesk(size)
  const small = await openDesk(50)
  try {
    const contests = filters.flatMap(({ name, query }) =>
      (['first', 'deep'] as const).map((depth) => ({
        name: `${name}, ${depth} page`,
        subject: () => large.read(query, depth),
        peer: () => small.read(query, depth),
      })),
    )
    const cases = await compare(contests, quick ? { rounds: 5, calls: 4 } : { rounds: 9, calls: 8 })
    const ratio = `CPU time of GET /messages among ${size * 20} messages ÷ among 1000`
    return { name: 'Lists of the built-in helpdesk', ratio, unit: 'ms', cases }
  } finally {
    await large.close()
    await small.close()
  }
}

const filters = [
  { name: 'none', query: {} },
  { name: 'filter=customer', query: { filter: 'customer' } },
  { name: 'filter=staff', query: { filter: 'staff' } },
  { name: 'origin=7', query: { origin: '7' } },
  { name: 'origin=1', query: { origin: '1' } },
  { name: 'sent_by a customer', query: { sent_by: 'customer7@example.org' } },
  { name: 'sent_by staff', query: { sent_by: staff.email } },
  { name: 'category, common', query: { category: 'support' } },
  { name: 'category, rare', query: { category: 'press' } },
  { name: 'category, none', query: { category: 'nowhere' } },
  { name: 'tag, on all', query: { tag: 'contact-form' } },
  { name: 'tag, common', query: { tag: 'order' } },
  { name: 'tag, rare', query: { tag: 'press' } },
  { name: 'tag, rarest', query: { tag: 'recall' } },
  { name: 'tag, several', query: { tag: 'order,product' } },
  { name: 'tag, several rare', query: { tag: 'press,recall' } },
  { name: 'start_date, a month', query: { start_date: iso(end - month) } },
  { name: 'start_date, a year', query: { start_date: iso(end - 12 * month) } },
  { name: 'end_date', query: { end_date: iso(end - 12 * month) } },
  {
    name: 'start_date + end_date',
    query: { start_date: iso(end - 13 * month), end_date: iso(end - 12 * month) },
  },
  { name: 'category + filter', query: { category: 'billing', filter: 'customer' } },
  { name: 'category + start_date', query: { category: 'billing', start_date: iso(end - 6 * month) } },
  {
    name: 'tag + filter + start_date',
    query: { tag: 'order', filter: 'staff', start_date: iso(end - 6 * month) },
  },
  { name: 'sent_by + category', query: { sent_by: staff.email, category: 'billing' } },
  { name: 'sent_by a customer + tag', query: { sent_by: 'customer7@example.org', tag: 'contact-form' } },
  { name: 'sent_by staff + tag', query: { sent_by: staff.email, tag: 'order' } },
  { name: 'sent_by staff + tag, rarest', query: { sent_by: staff.email, tag: 'recall' } },
  { name: 'sent_by staff + tag, several', query: { sent_by: staff.email, tag: 'order,product' } },
  {
    name: 'tag + a day',
    query: { tag: 'contact-form', start_date: iso(end - 361 * day), end_date: iso(end - 360 * day) },
  },
  {
    name: 'tag, several + category + start_date',
    query: { tag: 'order,press', category: 'billing', start_date: iso(end - 6 * month) },
  },
  { name: 'original bodies', query: { include: 'original_body' } },
]

/** CPU milliseconds of the newest page of messages among `conversations`, the median of `calls`. */
export async function pageCostOf(conversations: number, calls: number): Promise<number> {
  const desk = await openDesk(conversations)
  try {
    const read = () => desk.read({}, 'first')
    await read()
    const [cost] = await compare([{ name: '', subject: read, peer: read }], { rounds: 5, calls })
    return cost?.subject ?? Number.NaN
  } finally {
    await desk.close()
  }
}

type Query = Readonly<Record<string, string>>

async function openDesk(conversations: number) {
  const dataDir = mkdtempSync(join(tmpdir(), 'deskbell-bench-'))
  const database = await openDatabase({ databaseUrl: null, dataDir })
  await fillHelpdesk(database, conversations)
  const channels = ['support', 'billing', 'press'].map((slug) => ({ slug, name: slug, email: '' }))
  const publicUrl = 'http://localhost:3000'
  const requestsPerMinute = Number.MAX_SAFE_INTEGER
  const answer = createBuiltinHelpdesk({ database, staff: [staff], channels, publicUrl, requestsPerMinute })
  const authorization = `Basic ${Buffer.from(`${staff.email}:${staff.apiToken}`).toString('base64')}`
  const get = async (query: Query) => {
    const url = `${publicUrl}/api/v1/messages?${new URLSearchParams(query)}`
    const response = await answer(new Request(url, { headers: { authorization } }))
    const body: unknown = await response.json()
    if (!response.ok) throw new Error(`${url}: ${response.status} ${JSON.stringify(body)}`)
    return body
  }
  const deepest = new Map<Query, string>()
  return {
    /** Reads the first page, or one two thirds down. */
    async read(query: Query, depth: 'first' | 'deep') {
      if (depth === 'first') return void (await get(query))
      const page = deepest.get(query) ?? String(Math.ceil((pageCountIn(await get(query)) * 2) / 3) || 1)
      deepest.set(query, page)
      await get({ ...query, page })
    },
    async close() {
      await database.close()
      rmSync(dataDir, { recursive: true })
    },
  }
}

function pageCountIn(body: unknown): number {
  const count = typeof body === 'object' && body !== null && 'page_count' in body ? body.page_count : null
  if (typeof count !== 'number') throw new Error('a list without page_count')
  return count
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}
