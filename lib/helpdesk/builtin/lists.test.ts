import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startPostgres } from '#lib/db/postgres.testing.ts'
import { bodiesOf, faultsOf, kim, mia, openDesk, sam, slugsOf, type TestDesk } from './builtin.testing.ts'

const lee = { name: 'Lee Wong', email: 'lee@example.org' }
const day = 86_400_000

let postgres: Awaited<ReturnType<typeof startPostgres>>
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

describe.each(['sqlite', 'postgres'])('on %s', (engine) => {
  let desk: TestDesk
  beforeAll(async () => {
    desk = await openDesk(engine === 'postgres' ? { databaseUrl: postgres.url } : {})
    await fill(desk)
  })
  afterAll(() => desk.database.close())

  test('all messages come newest first with the envelope of the contract', async () => {
    const answer = await desk.get('/messages')
    expect(answer.body).toMatchObject({ page_size: 30, page_count: 1, total_count: 6 })
    expect(bodiesOf(answer)).toEqual([
      'note',
      'answer by Kim',
      'bill: thanks',
      'answer by Sam',
      'bill',
      'zip',
    ])
  })

  test.each([
    ['filter=staff', ['note', 'answer by Kim', 'answer by Sam']],
    ['filter=customer', ['bill: thanks', 'bill', 'zip']],
    ['tag=order', ['note', 'answer by Kim', 'zip']],
    ['tag=nothing,%20order', ['note', 'answer by Kim', 'zip']],
    ['tag=vip,order', ['note', 'answer by Kim', 'bill: thanks', 'answer by Sam', 'bill', 'zip']],
    ['tag=ord', []],
    ['origin=7', ['note', 'answer by Kim', 'bill: thanks', 'answer by Sam', 'bill', 'zip']],
    ['origin=1', []],
    ['sent_by=Kim@Example.org', ['note', 'answer by Kim']],
    ['sent_by=nobody@example.org', []],
    ['category=billing', ['bill: thanks', 'answer by Sam', 'bill']],
    ['category=unknown', []],
    ['start_date=2025-03-04', ['note', 'answer by Kim', 'bill: thanks']],
    ['end_date=2025-03-02', ['bill', 'zip']],
    [
      'start_date=2025-03-02T12:00:00.000Z&end_date=2025-03-03T12:00:00.000%2B00:00',
      ['answer by Sam', 'bill'],
    ],
    ['start_date=2025-03-05%2012:00', ['note', 'answer by Kim']],
    ['start_date=2025-03-05T13:00:00+01:00', ['note', 'answer by Kim']],
    ['start_date=2025-03-02T12:00:00.001Z&end_date=2025-03-03T11:59:59.999Z', []],
    ['start_date=2025-03-04T13:00:00.000+01:00&end_date=2025-03-04T12:00', ['bill: thanks']],
    [
      'filter=staff&tag=order&category=support&sent_by=kim@example.org&origin=7&start_date=2025-03-05',
      ['note', 'answer by Kim'],
    ],
    ['filter=customer&category=billing&tag=vip&end_date=2025-03-03', ['bill']],
    ['page=2', []],
    ['page=999999999', []],
    [
      'visibility=0&unknown=1&page=',
      ['note', 'answer by Kim', 'bill: thanks', 'answer by Sam', 'bill', 'zip'],
    ],
  ])('GET /messages?%s', async (query, bodies) => {
    const answer = await desk.get(`/messages?${query}`)
    expect(bodiesOf(answer)).toEqual(bodies)
    if (!query.startsWith('page=')) expect(answer.body).toMatchObject({ total_count: bodies.length })
  })

  test.each([
    ['', ['bill: thanks', 'answer by Sam', 'bill']],
    ['?filter=customer', ['bill: thanks', 'bill']],
    ['?filter=staff&sent_by=sam@example.org&tag=vip&category=billing&origin=7', ['answer by Sam']],
    ['?category=support', []],
    ['?start_date=2025-03-03&end_date=2025-03-03', ['answer by Sam']],
    ['?page=2', []],
  ])('GET /conversations/{slug}/messages%s', async (query, bodies) => {
    expect(bodiesOf(await desk.get(`/conversations/bill/messages${query}`))).toEqual(bodies)
  })

  test('original_body comes only when it is asked for, and is harmless HTML', async () => {
    const plain = await desk.get('/conversations/zip/messages')
    expect(JSON.stringify(plain.body)).not.toContain('original_body')
    const answer = await desk.get('/conversations/zip/messages?include=original_body')
    expect(answer.body).toMatchObject({ messages: [{ original_body: '<p>note</p>' }, {}, {}] })
  })

  test.each([
    ['', ['bill', 'zip']],
    ['filter=all', ['bill', 'zip']],
    ['filter=archived', []],
    ['filter=open', ['bill']],
    ['filter=unassigned', ['zip']],
    ['for=mia@example.org', ['zip']],
    ['for=PARTNER@example.org', ['zip']],
    ['for_id=17', []],
    ['sort=updated', ['zip', 'bill']],
    ['sort=changed', ['zip', 'bill']],
    ['tag=order,vip', ['bill', 'zip']],
    ['category=billing', ['bill']],
    ['data[deskbell_id]=cf_1', ['zip']],
    ['data%5Bdeskbell_id%5D=cf_1', ['zip']],
    ['data[deskbell_id]=cf_2', []],
    ['data[order_number]=1042', ['zip']],
    ['data[vip]=true', ['zip']],
    ['data[quote]=a%22b%25_', ['zip']],
    ['data[order_number]=1042&data[deskbell_id]=cf_1', ['zip']],
    ['data[order_number]=1042&data[deskbell_id]=cf_2', []],
    [`data[long]=${encodeURIComponent('😀'.repeat(150))}`, ['zip']],
    [`data[long]=${encodeURIComponent('😀'.repeat(149))}`, []],
    ['start_date=2025-03-04', ['bill']],
    ['end_date=2025-03-01', ['zip']],
    ['origin=api', ['bill', 'zip']],
    ['origin=7', ['bill', 'zip']],
    ['origin=email', []],
    [
      'filter=all&for=mia@example.org&tag=order&category=support&data[vip]=true&origin=api&sort=changed',
      ['zip'],
    ],
    ['page=2', []],
  ])('GET /conversations?%s', async (query, slugs) => {
    const answer = await desk.get(`/conversations?${query}`)
    expect(slugsOf(answer)).toEqual(slugs)
    expect(answer.body).toMatchObject({ page_size: 30 })
  })

  test('an archived conversation is listed only where it is asked for', async () => {
    await desk.open({ subject: 'old', status: 4, tag_list: ['kept'] })
    const listed = async (filter: string) => slugsOf(await desk.get(`/conversations?tag=kept${filter}`))
    expect(await listed('')).toEqual([])
    expect(await listed('&filter=open')).toEqual([])
    expect(await listed('&filter=unassigned')).toEqual([])
    expect(await listed('&filter=archived')).toEqual(['old'])
    expect(await listed('&filter=all')).toEqual(['old'])
  })

  test('entries of the list have everything but data', async () => {
    const { data, ...entry } = Object((await desk.get('/conversations/zip')).body)
    expect(data).toMatchObject({ deskbell_id: 'cf_1', order_number: 1042, vip: true })
    expect((await desk.get('/conversations?tag=order')).body).toEqual({
      page_size: 30,
      page_count: 1,
      total_count: 1,
      conversations: [entry],
    })
    expect(entry).toMatchObject({
      message: { body: 'zip' },
      last_staff_message: { body: 'answer by Kim' },
      last_customer_message: { body: 'zip' },
      tag_list: ['order', 'returns'],
    })
  })

  test.each([
    ['messages', 'page=0', 'page'],
    ['messages', 'page=-1', 'page'],
    ['messages', 'page=1.5', 'page'],
    ['messages', 'page=99999999999999999999', 'page'],
    ['messages', 'page=two', 'page'],
    ['messages', 'filter=everyone', 'filter'],
    ['messages', 'origin=99999999999', 'origin'],
    ['messages', 'origin=email', 'origin'],
    ['messages', 'start_date=yesterday', 'start_date'],
    ['messages', 'end_date=2025-13-01', 'end_date'],
    ['messages', 'sent_by=%00', 'sent_by'],
    ['messages', 'tag=a%00b', 'tag'],
    ['messages', 'category=%00', 'category'],
    ['conversations', 'filter=staff', 'filter'],
    ['conversations', 'sort=slug', 'sort'],
    ['conversations', 'origin=fax', 'origin'],
    ['conversations', 'data[a]=%00', 'data'],
    ['conversations', 'data[%00]=a', 'data'],
    ['contacts', 'q=%00', 'q'],
    ['contacts', 'type=fax', 'type'],
  ])('GET /%s?%s is refused and names what is wrong', async (list, query, field) => {
    const answer = await desk.get(`/${list}?${query}`)
    expect(answer.status).toBe(422)
    expect(faultsOf(answer)).toEqual([field])
  })

  test.each(["'; drop table helpdesk_message; --", '" or 1=1', '%', '_', '\\', '%FF%FE', '1 union select 1'])(
    'the filter value %s is only a value',
    async (value) => {
      const given = value.startsWith('%F') ? value : encodeURIComponent(value)
      for (const name of ['tag', 'sent_by', 'category'])
        expect(bodiesOf(await desk.get(`/messages?${name}=${given}`))).toEqual([])
      expect(slugsOf(await desk.get(`/conversations?data[order_number]=${given}`))).toEqual([])
      expect((await desk.get(`/contacts?q=${given}`)).status).toBe(200)
    },
  )

  test('a staff member changes tags, status, data, assignee and channel in one call', async () => {
    const slug = await desk.open({
      subject: 'change me',
      tag_list: ['a'],
      data: { deskbell_id: 'cf_c', size: 'S' },
    })
    const answer = await desk.put(`/conversations/${slug}`, {
      conversation: {
        tag_list: ['b', 'c'],
        status: 5,
        hold_until: '2025-05-01T00:00:00Z',
        data: { size: 'M', colour: 'red' },
        assignee: kim.email,
        category: 'billing',
      },
    })
    expect(answer).toMatchObject({
      status: 200,
      body: {
        tag_list: ['b', 'c'],
        status: 5,
        hold_until: '2025-05-01T00:00:00.000+00:00',
        data: { deskbell_id: 'cf_c', size: 'M', colour: 'red' },
        assignee: { name: kim.name },
        category: { slug: 'billing' },
      },
    })
    const cleared = await desk.put(`/conversations/${slug}.json`, { tag_list: [], assignee: null, status: 4 })
    expect(cleared.body).toMatchObject({ tag_list: [], assignee: null, status: 4, hold_until: null })
  })

  test('contacts are found, added and changed', async () => {
    expect((await desk.get('/contacts?q=mIA')).body).toMatchObject({ total_count: 1, contacts: [mia] })
    expect((await desk.get('/contacts?type=mobile')).body).toMatchObject({ total_count: 0 })
    const added = await desk.post('/contacts', {
      contact: {
        name: 'Ann',
        mobile: '+4512345678',
        id: 99,
        notes: ['calls often'],
        data: { tier: 'gold', points: 5 },
      },
    })
    expect(added).toMatchObject({
      status: 201,
      body: { name: 'Ann', id: '99', email: null, notes: ['calls often'] },
    })
    expect((await desk.post('/contacts', { mobile: '+4512345678' })).status).toBe(422)
    expect((await desk.get('/contacts?data[tier]=gold&data[points]=5&sort=date')).body).toMatchObject({
      total_count: 1,
    })
    expect((await desk.get('/contacts?data[tier]=gol')).body).toMatchObject({ total_count: 0 })
    const changed = await desk.put('/contacts/99?identifier_type=id', {
      contact: { name: 'Anna', data: { points: 6 } },
    })
    expect(changed.body).toMatchObject({
      name: 'Anna',
      mobile: '+4512345678',
      data: { tier: 'gold', points: 6 },
    })
    expect((await desk.put('/contacts/Mia%40example.org', { friendly_name: 'M' })).body).toMatchObject({
      friendly_name: 'M',
    })
    expect((await desk.put('/contacts/nobody@example.org', { name: 'N' })).status).toBe(404)
  })
})

/** Two conversations, a day apart per step from the first of March at noon. */
async function fill(desk: TestDesk) {
  const start = Date.UTC(2025, 2, 1, 12) - 1000
  const at = (days: number) => {
    desk.clock.nowMs = start + days * day
  }
  at(0)
  await desk.open({
    subject: 'zip',
    tag_list: ['order', 'returns'],
    message: { body: 'zip', recipients: ['partner@example.org'] },
    data: { deskbell_id: 'cf_1', order_number: 1042, vip: true, quote: 'a"b%_', long: '😀'.repeat(150) },
  })
  at(1)
  await desk.open({
    subject: 'bill',
    category: 'billing',
    tag_list: ['vip'],
    message: { body: 'bill' },
    user: lee,
  })
  at(2)
  await desk.post('/conversations/bill/messages', { message: { body: 'answer by Sam' } }, sam)
  at(3)
  await desk.post('/conversations/bill/messages', { message: { body: 'bill: thanks', user: lee } })
  await desk.put('/conversations/bill', { assignee: { email: sam.email } })
  at(4)
  await desk.post('/conversations/zip/messages', { message: { body: 'answer by Kim' } }, kim)
  await desk.post('/conversations/zip/messages', { message: { body: 'note', visibility: 1 } }, kim)
}
