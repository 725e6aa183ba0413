/** A list of many messages says and shows exactly what reading them all would, after whatever has happened to them. */
import { expect, test } from 'vitest'
import { z } from 'zod'
import { end, fillHelpdesk, month, staff } from '#e2e/bench/helpdesk-data.ts'
import type { Database } from '#lib/db/db.ts'
import { onEachEngine } from '#lib/db/engines.testing.ts'
import { kim, mia, openDesk, sam, slugsOf } from './builtin.testing.ts'
import { fillTally } from './tally.testing.ts'

const page = z.object({ total_count: z.number(), messages: z.array(z.object({ body: z.string() })) })

const tallyIn = ({ kysely }: Database) =>
  kysely
    .selectFrom('helpdesk_tally')
    .selectAll()
    .where('messages', '<>', 0)
    .orderBy('label')
    .orderBy('slice')
    .orderBy('channel')
    .orderBy('from_staff')
    .execute()

/** What reading every message with its conversation comes to. */
async function readAll({ kysely }: Database) {
  const tags = await kysely.selectFrom('helpdesk_tag').selectAll().execute()
  const rows = await kysely
    .selectFrom('helpdesk_message')
    .innerJoin('helpdesk_conversation', 'helpdesk_conversation.id', 'conversation_id')
    .select(['helpdesk_message.id', 'body', 'position', 'from_staff', 'channel', 'conversation_id'])
    .select(['helpdesk_message.created_ms', 'helpdesk_message.author_email'])
    .execute()
  const newestFirst = rows.sort(
    (a, b) => b.created_ms - a.created_ms || b.position - a.position || (a.id < b.id ? 1 : -1),
  )
  const tagsOf = (id: string) => tags.filter((tag) => tag.conversation_id === id).map(({ tag }) => tag)
  return newestFirst.map((row) => ({ ...row, tags: tagsOf(row.conversation_id) }))
}

type Read = Awaited<ReturnType<typeof readAll>>[number]

const iso = (ms: number) => new Date(ms).toISOString()
const [early, late] = [end - 13.3 * month, end - 2.7 * month]

const filters: readonly (readonly [string, (message: Read) => boolean])[] = [
  ['', () => true],
  ['filter=customer', ({ from_staff }) => from_staff === 0],
  ['origin=1', () => false],
  [`sent_by=${staff.email}`, ({ author_email }) => author_email === staff.email],
  ['sent_by=customer7@example.org', ({ author_email }) => author_email === 'customer7@example.org'],
  ['category=support', ({ channel }) => channel === 'support'],
  ['category=press', ({ channel }) => channel === 'press'],
  ['category=nowhere', () => false],
  ['tag=contact-form', ({ tags }) => tags.includes('contact-form')],
  ['tag=order', ({ tags }) => tags.includes('order')],
  ['tag=order,%20product', ({ tags }) => tags.includes('order') || tags.includes('product')],
  [`start_date=${iso(late)}`, ({ created_ms }) => created_ms >= late],
  [`end_date=${iso(early)}`, ({ created_ms }) => created_ms <= early],
  [
    `start_date=${iso(early)}&end_date=${iso(late)}&tag=contact-form&filter=staff&category=support`,
    (it) =>
      it.created_ms >= early && it.created_ms <= late && it.from_staff === 1 && it.channel === 'support',
  ],
  [`start_date=${iso(late)}&end_date=${iso(early)}`, () => false],
  [
    `sent_by=${staff.email}&tag=order`,
    ({ author_email, tags }) => author_email === staff.email && tags.includes('order'),
  ],
  [
    `sent_by=${staff.email}&tag=press,recall,nothing&filter=staff`,
    ({ author_email, tags }) =>
      author_email === staff.email && (tags.includes('press') || tags.includes('recall')),
  ],
  ['sent_by=customer7@example.org&tag=order', () => false],
  [
    `tag=order,press&category=billing&start_date=${iso(early)}`,
    ({ tags, channel, created_ms }) =>
      (tags.includes('order') || tags.includes('press')) && channel === 'billing' && created_ms >= early,
  ],
]

onEachEngine((open) => {
  test('every page of every filter holds what reading all messages finds, and the right count', async () => {
    const database = await open()
    await fillHelpdesk(database, 50)
    const desk = await openDesk({ database })
    const all = await readAll(database)
    for (const [query, isWanted] of filters) {
      const wanted = all.filter(isWanted).map(({ body }) => body)
      const found: string[] = []
      for (let number = 1; number <= Math.ceil(wanted.length / 30) + 1; number += 1) {
        const { total_count, messages } = page.parse(
          (await desk.get(`/messages?page=${number}&${query}`)).body,
        )
        expect(total_count, query).toBe(wanted.length)
        found.push(...messages.map(({ body }) => body))
      }
      expect(found, query).toEqual(wanted)
    }
  }, 60_000)

  test('counts stay right through replies, notes, new tags, other channels and what is refused', async () => {
    const database = await open()
    const desk = await openDesk({ database })
    const weeks = (count: number) => {
      desk.clock.nowMs += count * 7 * 86_400_000
    }
    const first = await desk.open({ tag_list: ['order', 'vip'], data: { deskbell_id: 'cf_1' } })
    await desk.open({ data: { deskbell_id: 'cf_1' } })
    const reply = (body: string, more = {}) => ({ message: { body, ...more } })
    await desk.post(`/conversations/${first}/messages`, reply('Hello', { user: mia, origin_id: 'r1' }))
    await desk.post(`/conversations/${first}/messages`, reply('Hello', { user: mia, origin_id: 'r1' }))
    weeks(2)
    await desk.post(`/conversations/${first}/messages`, reply('A note', { visibility: 1 }), kim)
    await desk.put(`/conversations/${first}`, { conversation: { tag_list: ['vip', 'refund', 'vip '] } })
    weeks(1)
    await desk.post(`/conversations/${first}/messages`, reply('An answer'), sam)
    await desk.put(`/conversations/${first}`, { conversation: { category: 'billing', tag_list: [] } })
    await desk.put(`/conversations/${first}`, { conversation: { category: 'nowhere', tag_list: ['lost'] } })
    await desk.open({ tag_list: ['order'] })
    await Promise.all(
      ['a', 'b', 'c', 'd'].map((tag) =>
        desk.put(`/conversations/${first}`, { conversation: { tag_list: [tag] } }),
      ),
    )
    expect(slugsOf(await desk.get('/conversations'))).toHaveLength(2)

    const kept = await tallyIn(database)
    await database.kysely.deleteFrom('helpdesk_tally').execute()
    await fillTally(database.kysely)
    expect(kept).toEqual(await tallyIn(database))
    expect(kept.length).toBeGreaterThan(8)
  })
})
