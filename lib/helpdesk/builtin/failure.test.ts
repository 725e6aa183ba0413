import { sql } from 'kysely'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { asked, openDesk } from './builtin.testing.ts'

test('when the database fails half-way nothing is left of a request, and no one is told its words', async () => {
  const lines: string[] = []
  globalThis.deskbellLog = pino({ base: null }, { write: (line) => lines.push(line) })
  const desk = await openDesk()
  await sql`create trigger full_disk before insert on helpdesk_tag begin select raise(abort, 'disk full'); end`.execute(
    desk.database.kysely,
  )
  const answer = await desk.post(
    '/conversations',
    asked({ tag_list: ['order'], data: { deskbell_id: 'cf_1' } }),
  )
  expect(answer).toMatchObject({ status: 500, body: { errors: { base: ['something went wrong'] } } })
  expect((await desk.get('/messages')).body).toMatchObject({ total_count: 0 })
  expect((await desk.get('/contacts')).body).toMatchObject({ total_count: 0 })
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain('disk full')
  expect(lines[0]).not.toMatch(/mia@example\.org|zip/)

  await sql`drop trigger full_disk`.execute(desk.database.kysely)
  const again = await desk.post(
    '/conversations',
    asked({ tag_list: ['order'], data: { deskbell_id: 'cf_1' } }),
  )
  expect(again.status).toBe(201)
})

test('when the database fails half-way a reply leaves the conversation as it was', async () => {
  globalThis.deskbellLog = pino({ level: 'silent' })
  const desk = await openDesk()
  const slug = await desk.open({ status: 2 })
  const before = (await desk.get(`/conversations/${slug}`)).body
  await sql`create trigger full_disk before insert on helpdesk_contact begin select raise(abort, 'disk full'); end`.execute(
    desk.database.kysely,
  )
  const message = { body: 'x', origin_id: 'k', user: { email: 'new@example.org' } }
  expect((await desk.post(`/conversations/${slug}/messages`, { message })).status).toBe(500)
  expect((await desk.get(`/conversations/${slug}`)).body).toEqual(before)
  expect((await desk.get('/messages')).body).toMatchObject({ total_count: 1 })
})
