/** How fast the outbox is worked off when very many messages wait, beside few. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import type { Database } from '#lib/db/db.ts'
import { hashOf } from '#lib/db/hash.ts'
import { openDatabase } from '#lib/db/open.ts'
import { createReamaze } from '#lib/helpdesk/reamaze/adapter.ts'
import { newId, newRow } from '#lib/outbox/append.ts'
import { createOutbox } from '#lib/outbox/outbox.ts'
import { type Figure, spreadOf } from './figure.ts'
import { nextLetter } from './letters.ts'
import { startSink } from './sink.ts'

/** Figure 11 of performance.md: deliveries over HTTP to a helpdesk that answers at once. */
export async function measureDrain({ quick }: { readonly quick: boolean }): Promise<Figure[]> {
  const many = quick ? 5_000 : 100_000
  const before = await drainRates(1_000, quick ? 2 : 4)
  const large = await drainRates(many, 1)
  const after = await drainRates(1_000, quick ? 2 : 4)
  const small = [...before, ...after]
  const [rate = Number.NaN] = large
  return [
    {
      name: '11 Working off the outbox',
      ratio: `messages delivered in a second while ${many} wait ÷ while 1000 wait`,
      aim: { atLeast: 0.9 },
      unit: '/s',
      cases: [
        {
          name: `${many} pending`,
          subject: rate,
          peer: spreadOf(small).median,
          ratio: spreadOf(small.map((each) => rate / each)),
        },
      ],
    },
  ]
}

/** Messages delivered in a second, from `pending` of them to none, in each of `rounds`. */
export async function drainRates(pending: number, rounds: number): Promise<number[]> {
  const rates: number[] = []
  for (let round = 0; round < rounds; round += 1) rates.push(await drainOnce(pending))
  return rates
}

async function drainOnce(pending: number): Promise<number> {
  const dataDir = mkdtempSync(join(tmpdir(), 'deskbell-bench-'))
  const database = await openDatabase({ databaseUrl: null, dataDir })
  const sink = await startSink({ delayMs: 0 })
  try {
    await fillOutbox(database, pending)
    const helpdesk = createReamaze({ baseUrl: sink.url, email: 'desk@example.org', apiToken: 'token', fetch })
    const log = pino({ level: 'silent' })
    const box = createOutbox({ database, helpdesk, log, nowMs: Date.now, random: Math.random })
    const startMs = performance.now()
    await box.drain()
    const tookMs = performance.now() - startMs
    if (sink.taken() !== pending) throw new Error(`${sink.taken()} of ${pending} were delivered`)
    return (pending * 1_000) / tookMs
  } finally {
    await sink.stop()
    await database.close()
    rmSync(dataDir, { recursive: true })
  }
}

/** Rows as acceptance writes them, a thousand in a transaction. */
async function fillOutbox({ kysely }: Database, pending: number): Promise<void> {
  for (let written = 0; written < pending; ) {
    const part = Math.min(1_000, pending - written)
    await kysely.transaction().execute(async (transaction) => {
      for (let index = 0; index < part; index += 1) {
        const { requestId, tokens, conversation } = nextLetter()
        const nowMs = Date.now()
        const id = newId('thr')
        await transaction
          .insertInto('thread')
          .values(threadRow(id, tokens[0], conversation, nowMs))
          .execute()
        await transaction
          .insertInto('outbox')
          .values({
            ...newRow({ id: newId('cf'), kind: 'request', threadId: id, position: 0, nowMs }),
            request_hash: hashOf(requestId),
            fingerprint: '',
            payload: JSON.stringify(conversation),
          })
          .execute()
      }
    })
    written += part
  }
}

const threadRow = (
  id: string,
  token: string,
  { subject, customer }: ReturnType<typeof nextLetter>['conversation'],
  nowMs: number,
) => ({
  id,
  token_hash: hashOf(token),
  reference: id.slice(-9),
  form: 'support',
  subject,
  customer_name: customer.name,
  customer_email: customer.email,
  created_ms: nowMs,
  active_ms: nowMs,
})
