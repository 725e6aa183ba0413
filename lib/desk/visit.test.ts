/** Who gets to the desk, for how long, and what they see of the wire. */
import { expect, test } from 'vitest'
import { onEachEngine } from '#lib/db/engines.testing.ts'
import {
  asked,
  channels,
  kim,
  openDesk as openHelpdesk,
  publicUrl,
  sam,
} from '#lib/helpdesk/builtin/builtin.testing.ts'
import { proofOf } from '#lib/helpdesk/builtin/credentials.ts'
import { createBuiltinHelpdesk } from '#lib/helpdesk/builtin/server.ts'
import { type Door, openDesk } from './client.ts'
import { attempts, beginVisit, endVisit, findVisit, visitLifeMs } from './visit.ts'

const nowMs = Date.parse('2026-03-01T09:00:00Z')

onEachEngine((open) => {
  async function openAll() {
    const database = await open()
    const desk = await openHelpdesk({ database })
    const doorOf = (staff: readonly (typeof sam)[]): Door => {
      const answer = createBuiltinHelpdesk({ database, staff, channels, publicUrl, door: 'proof' })
      return { baseUrl: `${publicUrl}/api/v1`, fetch: (input, init) => answer(new Request(input, init)) }
    }
    const begin = (given: Partial<Parameters<typeof beginVisit>[2]> = {}) =>
      beginVisit(database, doorOf([sam, kim]), {
        email: sam.email,
        apiToken: sam.apiToken,
        network: '192.0.2.0/24',
        browser: null,
        former: undefined,
        nowMs,
        ...given,
      })
    return { database, desk, doorOf, begin }
  }

  test('a visit is found for twelve hours by its token alone, and only its hash is stored', async () => {
    const { database, begin } = await openAll()
    const beginning = await begin({ email: ` ${sam.email.toUpperCase()} ` })
    const token = beginning.outcome === 'begun' ? beginning.token : ''
    expect(token).toMatch(/^[\w-]{43}$/)
    expect(await findVisit(database, token, nowMs + visitLifeMs - 1)).not.toBeNull()
    expect(await findVisit(database, token, nowMs + visitLifeMs)).toBeNull()
    expect(await findVisit(database, `${token[0] === 'A' ? 'B' : 'A'}${token.slice(1)}`, nowMs)).toBeNull()
    expect(
      JSON.stringify(await database.kysely.selectFrom('desk_visit').selectAll().execute()),
    ).not.toContain(token)
    await endVisit(database, token)
    expect(await findVisit(database, token, nowMs)).toBeNull()
  })

  test('signing in again ends the browser’s former visit', async () => {
    const { database, begin } = await openAll()
    const first = await begin()
    const former = first.outcome === 'begun' ? first.token : ''
    await begin({ former })
    expect(await findVisit(database, former, nowMs)).toBeNull()
  })

  test('attempts of a network are counted before they are looked at, also all at once; success takes them back', async () => {
    const { begin } = await openAll()
    const wrong = { apiToken: 'wrong', network: '198.51.100.0/24' }
    const all = await Promise.all(Array.from({ length: attempts.most + 5 }, () => begin(wrong)))
    expect(all.filter(({ outcome }) => outcome === 'wrong')).toHaveLength(attempts.most)
    expect(await begin({ network: wrong.network })).toEqual({ outcome: 'too-many' })
    expect(await begin({ network: wrong.network, nowMs: nowMs + attempts.withinMs })).toMatchObject({
      outcome: 'begun',
    })
    for (let number = 1; number < attempts.most; number += 1) await begin({ apiToken: 'wrong' })
    expect(await begin()).toMatchObject({ outcome: 'begun' })
    expect(await begin({ apiToken: 'wrong' })).toEqual({ outcome: 'wrong' })
  })

  test('attempts for one address keep out neither other addresses nor a browser that has been here', async () => {
    const { begin } = await openAll()
    for (let number = 0; number < attempts.most + 1; number += 1) await begin({ apiToken: 'wrong' })
    expect(await begin()).toEqual({ outcome: 'too-many' })
    expect(await begin({ email: ` ${sam.email.toUpperCase()}` }), 'the same address').toEqual({
      outcome: 'too-many',
    })
    expect(await begin({ email: kim.email, apiToken: kim.apiToken })).toMatchObject({ outcome: 'begun' })
    expect(await begin({ browser: 'known' })).toMatchObject({ outcome: 'begun' })
    for (let number = 0; number < attempts.most; number += 1)
      await begin({ apiToken: 'wrong', browser: 'stolen' })
    expect(await begin({ browser: 'stolen' })).toEqual({ outcome: 'too-many' })
  })

  test('a visit opens no desk any more once the token is another one, or its owner no longer staff', async () => {
    const { database, doorOf, begin } = await openAll()
    const beginning = await begin()
    const visitor = await findVisit(database, beginning.outcome === 'begun' ? beginning.token : '', nowMs)
    if (!visitor) throw new Error('the visit was not found')
    expect(await openDesk(doorOf([sam, kim]), visitor)).toMatchObject({ member: { email: sam.email } })
    expect(await openDesk(doorOf([{ ...sam, apiToken: 'another' }, kim]), visitor)).toBeNull()
    expect(await openDesk(doorOf([kim]), visitor)).toBeNull()
  })

  test('the proof of a token opens nothing at the door of tools, nor a token the door of visits', async () => {
    const { database, desk, doorOf, begin } = await openAll()
    const beginning = await begin()
    const visitor = await findVisit(database, beginning.outcome === 'begun' ? beginning.token : '', nowMs)
    const headers = { Authorization: `Proof ${visitor?.proof}` }
    const atTools = await desk.handle(new Request(`${publicUrl}/api/v1/staff`, { headers }))
    expect(atTools.status).toBe(401)
    const basic = `Basic ${Buffer.from(`${sam.email}:${sam.apiToken}`).toString('base64')}`
    const atVisits = await doorOf([sam]).fetch(`${publicUrl}/api/v1/staff`, {
      headers: { Authorization: basic },
    })
    expect(atVisits.status).toBe(401)
  })

  test('a saved reply is kept for everyone at the desk, and changed or deleted by any of them', async () => {
    const { doorOf } = await openAll()
    const deskOf = async ({ email, apiToken }: typeof sam) => {
      const desk = await openDesk(doorOf([sam, kim]), { email, proof: proofOf(email, apiToken) })
      if (!desk) throw new Error('there is no desk')
      return desk.replies
    }
    const [own, other] = [await deskOf(sam), await deskOf(kim)]
    for (let number = 0; number < 31; number += 1)
      expect(await own.save(null, { name: `Reply ${number}`, body: 'Hello.' })).toBe(true)
    const all = await other.all()
    expect(all).toHaveLength(31)
    const [first] = all
    expect(await other.save(first?.id ?? '', { name: 'Zip', body: 'A new one.' })).toBe(true)
    expect(await own.find(first?.id ?? '')).toMatchObject({ name: 'Zip', body: 'A new one.' })
    expect(await own.remove(first?.id ?? '')).toBe(true)
    expect(await other.remove(first?.id ?? '')).toBe(false)
    expect(await other.save(first?.id ?? '', { name: 'Zip', body: 'x' })).toBe(false)
    expect(await other.find(first?.id ?? '')).toBeNull()
  })

  test('answers wait for the customer or conclude, notes change nothing, and of two answers at once one is held', async () => {
    const { database, desk, doorOf, begin } = await openAll()
    await begin()
    const [visitor] = await database.kysely.selectFrom('desk_visit').select(['email', 'proof']).execute()
    const own = visitor && (await openDesk(doorOf([sam, kim]), visitor))
    if (!own) throw new Error('there is no desk')
    const slug = await desk.open(asked().conversation)
    const say = (body: string, more: object = {}) =>
      own.say(
        slug,
        { body, kind: 'answer', concludes: false, seen: 1, attachments: [], ...more },
        `key-${body}`,
      )
    expect(await say('note', { kind: 'note' })).toBe('said')
    expect((await own.conversation(slug))?.standing).toBe('open')
    expect(await say('first', { seen: 2 })).toBe('said')
    expect((await own.conversation(slug))?.standing).toBe('waiting')
    expect(await say('first', { seen: 2 })).toBe('said')
    expect(await say('second', { seen: 2 })).toBe('held')
    expect(await say('last', { seen: 4, concludes: true })).toBe('said')
    expect((await own.conversation(slug))?.standing).toBe('done')
    const { items } = await own.messages(slug, 1)
    expect(items.map(({ kind, body, position }) => [position, kind, body])).toEqual([
      [0, 'customer', 'The zip broke on day one.'],
      [1, 'note', 'note'],
      [2, 'staff', 'first'],
      [3, 'held', 'second'],
      [4, 'staff', 'last'],
    ])
    expect(await own.conversation('nothing')).toBeNull()
    expect(await own.conversation('..')).toBeNull()
    const list = await own.list({ standing: 'done', words: 'zip', page: 1 })
    expect(list).toMatchObject({ totalCount: 1, items: [{ slug, customer: { name: 'Mia Berg' } }] })
  })
})
