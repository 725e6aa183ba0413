import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '#lib/db/db.ts'
import { startPostgres } from '#lib/db/postgres.testing.ts'
import { asked, bodiesOf, mia, openDesk, slugOf, type TestDesk } from './builtin.testing.ts'
import { tagSetOf } from './tags.ts'

const fifty = Array.from({ length: 50 }, (_, index) => index)

let postgres: Awaited<ReturnType<typeof startPostgres>>
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

describe.each(['sqlite', 'postgres'])('on %s', (engine) => {
  let desk: TestDesk
  beforeAll(async () => {
    desk = await openDesk(engine === 'postgres' ? { databaseUrl: postgres.url } : {})
  })
  afterAll(() => desk.database.close())

  test('fifty identical requests at once open one conversation', async () => {
    const body = asked({ data: { deskbell_id: 'cf_50' }, tag_list: ['fifty'] })
    const answers = await Promise.all(fifty.map(() => desk.post('/conversations', body)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(49)
    expect(new Set(answers.map(slugOf)).size).toBe(1)
    expect((await desk.get('/conversations?tag=fifty')).body).toMatchObject({
      total_count: 1,
      conversations: [{ message_count: 1 }],
    })
  })

  test('fifty requests with one subject at once open fifty conversations, each with its message', async () => {
    const answers = await Promise.all(
      fifty.map((index) =>
        desk.post('/conversations', asked({ tag_list: ['same'], message: { body: `${index}` } })),
      ),
    )
    expect(answers.every(({ status }) => status === 201)).toBe(true)
    expect(new Set(answers.map(slugOf)).size).toBe(50)
    expect((await desk.get('/messages?tag=same')).body).toMatchObject({ total_count: 50, page_count: 2 })
    const pages = [await desk.get('/messages?tag=same'), await desk.get('/messages?tag=same&page=2')]
    expect(new Set(pages.flatMap(bodiesOf)).size).toBe(50)
  })

  test('fifty identical replies at once are one message', async () => {
    const slug = await desk.open()
    const message = { body: 'once', origin_id: 'cfr_50', user: mia }
    const answers = await Promise.all(
      fifty.map(() => desk.post(`/conversations/${slug}/messages`, { message })),
    )
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(49)
    expect((await desk.get(`/conversations/${slug}`)).body).toMatchObject({ message_count: 2 })
    expect(bodiesOf(await desk.get(`/conversations/${slug}/messages`))).toHaveLength(2)
  })

  test('fifty different replies at once all arrive, each at a place of its own', async () => {
    const slug = await desk.open()
    const path = `/conversations/${slug}/messages`
    const answers = await Promise.all(
      fifty.map((index) =>
        desk.post(path, {
          message: {
            body: `${index}`,
            user: { name: 'Mia', email: `mia${index % 5}@example.org` },
          },
        }),
      ),
    )
    expect(answers.every(({ status }) => status === 201)).toBe(true)
    expect((await desk.get(`/conversations/${slug}`)).body).toMatchObject({ message_count: 51 })
    const rows = await desk.database.kysely
      .selectFrom('helpdesk_message')
      .innerJoin('helpdesk_conversation', 'helpdesk_conversation.id', 'conversation_id')
      .select('position')
      .where('slug', '=', slug)
      .orderBy('position')
      .execute()
    expect(rows.map(({ position }) => position)).toEqual([...fifty, 50])
  })

  test('changes and replies at once lose nothing', async () => {
    const slug = await desk.open()
    const calls = fifty.map((index) =>
      index % 2
        ? desk.put(`/conversations/${slug}`, {
            data: { [`field${index}`]: index },
            tag_list: [`tag${index}`],
          })
        : desk.post(`/conversations/${slug}/messages`, { message: { body: `${index}`, user: mia } }),
    )
    const answers = await Promise.all(calls)
    expect(answers.filter(({ status }) => status >= 400)).toEqual([])
    const { data, ...conversation } = Object((await desk.get(`/conversations/${slug}`)).body)
    expect(Object.keys(data)).toHaveLength(25)
    expect(conversation).toMatchObject({ message_count: 26, tag_list: [expect.stringMatching(/^tag\d+$/)] })
  })
})

const waitingIn = async ({ kysely }: Database) =>
  (await sql`select 1 from pg_stat_activity where wait_event_type = 'Lock'`.execute(kysely)).rows.length

test('on postgres requests that name the same people in opposite orders both arrive', async () => {
  const desk = await openDesk({ databaseUrl: postgres.url })
  const { kysely } = desk.database
  const [first, middle, last] = ['new1@example.org', 'new2@example.org', 'new3@example.org']
  const open = (recipients: unknown[]) =>
    desk.post('/conversations', asked({ message: { body: 'x', recipients } }))

  const holder = await kysely.startTransaction().execute()
  const contact = { id: 'held', email: middle, name: '', notes: '[]', data: '{}', created_ms: 0 }
  await holder.insertInto('helpdesk_contact').values(contact).execute()
  // Each is stopped at the middle one or behind the other: had they opposite orders, neither could go on.
  const opening = [open([first, middle, last]), open([last, middle, first])]
  await expect.poll(() => waitingIn(desk.database), { timeout: 20_000 }).toBe(2)
  await holder.rollback().execute()
  expect((await Promise.all(opening)).map(({ status }) => status)).toEqual([201, 201])
  await desk.database.close()
})

test('on postgres conversations with the same new tags in opposite orders both open and are counted', async () => {
  const desk = await openDesk({ databaseUrl: postgres.url })
  const { kysely } = desk.database
  const open = (subject: string, tags: readonly string[]) =>
    desk.post('/conversations', asked({ subject, tag_list: tags }))
  await open('who writes is known by now', [])

  const holder = await kysely.startTransaction().execute()
  const held = { tag: 'new2', tag_set: tagSetOf(['new1', 'new2', 'new3']) }
  await holder.insertInto('helpdesk_tag_set').values(held).execute()
  const opening = [open('one way', ['new1', 'new2', 'new3']), open('the other', ['new3', 'new2', 'new1'])]
  await expect.poll(() => waitingIn(desk.database), { timeout: 20_000 }).toBe(2)
  await holder.rollback().execute()
  expect((await Promise.all(opening)).map(({ status }) => status)).toEqual([201, 201])
  expect((await desk.get('/messages?tag=new3,new2')).body).toMatchObject({ total_count: 2 })
  await desk.database.close()
})
