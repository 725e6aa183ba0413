import { expect, test } from 'vitest'
import { asked, faultsOf, kim, mia, openDesk, sam, slugOf } from './builtin.testing.ts'

test('a request becomes a conversation with every field of the contract', async () => {
  const desk = await openDesk()
  const answer = await desk.post(
    '/conversations',
    asked({ data: { deskbell_id: 'cf_01J9Z' }, tag_list: ['order'] }),
  )
  expect(answer.status).toBe(201)
  expect(answer.body).toEqual({
    subject: 'Broken zip on order 1042',
    slug: 'broken-zip-on-order-1042',
    status: 0,
    origin: 7,
    created_at: '2025-03-01T09:00:01.000+00:00',
    updated_at: '2025-03-01T09:00:01.000+00:00',
    hold_until: null,
    tag_list: ['order'],
    data: { deskbell_id: 'cf_01J9Z' },
    message: { body: 'The zip broke on day one.', origin_id: null },
    message_count: 1,
    author: mia,
    assignee: null,
    followers: [],
    last_staff_message: null,
    last_customer_message: { body: 'The zip broke on day one.', created_at: '2025-03-01T09:00:01.000+00:00' },
    category: { name: 'Support', slug: 'support', email: 'support@example.org', channel: 1 },
  })
  expect((await desk.get('/conversations/broken-zip-on-order-1042')).body).toEqual(answer.body)
})

test('opening twice with one deskbell_id opens one conversation', async () => {
  const desk = await openDesk()
  const first = await desk.post('/conversations', asked({ data: { deskbell_id: 'cf_01' } }))
  const second = await desk.post(
    '/conversations',
    asked({ data: { deskbell_id: 'cf_01' }, subject: 'Other words' }),
  )
  expect(second.status).toBe(200)
  expect(second.body).toEqual(first.body)
  const third = await desk.post('/conversations', asked({ data: { deskbell_id: 'cf_02' } }))
  expect(slugOf(third)).not.toBe(slugOf(first))
  expect((await desk.get('/messages')).body).toMatchObject({ total_count: 2 })
})

test('two conversations with one subject have two slugs', async () => {
  const desk = await openDesk()
  const slugs = [await desk.open(), await desk.open(), await desk.open()]
  expect(new Set(slugs).size).toBe(3)
  for (const slug of slugs) expect(slug).toMatch(/^broken-zip-on-order-1042(-[a-z0-9]{6})?$/)
})

test('a subject in any script, or none, opens a conversation that can be read', async () => {
  const desk = await openDesk()
  for (const subject of [
    'Где мой заказ?',
    '荷物が届きません',
    '👩‍👩‍👧',
    '  ',
    'Ünïcødé',
    '../../etc',
    undefined,
    '',
  ]) {
    const slug = await desk.open({ subject })
    const answer = await desk.get(`/conversations/${slug}`)
    expect(answer.body).toMatchObject({ slug, subject: subject ?? '' })
  }
})

test('a tag, a status, a hold and an assignee that were asked for are there', async () => {
  const desk = await openDesk()
  const slug = await desk.open({
    tag_list: ['returns', ' order ', 'returns', ''],
    status: 5,
    hold_until: '2025-03-04T09:00:00+02:00',
    assignee: { email: kim.email },
  })
  expect((await desk.get(`/conversations/${slug}`)).body).toMatchObject({
    tag_list: ['returns', 'order'],
    status: 5,
    hold_until: '2025-03-04T07:00:00.000+00:00',
    assignee: { name: kim.name, email: kim.email },
  })
})

test('recipients follow the conversation and hear of what staff answer', async () => {
  const desk = await openDesk()
  const partner = 'partner@example.org'
  const slug = await desk.open({ message: { body: 'x', recipients: [partner] } })
  const { body } = await desk.get(`/conversations/${slug}`)
  expect(body).toMatchObject({ followers: [{ name: '', email: partner }] })
  const answer = await desk.post(`/conversations/${slug}/messages`, { message: { body: 'On its way.' } })
  expect(answer.body).toMatchObject({ recipients: [mia, { name: '', email: partner }] })
})

test.each(['suppress_notification', 'suppress_notifications'])(
  '%s is heard inside the message and beside it',
  async (spelling) => {
    const desk = await openDesk()
    const stored = () => desk.database.kysely.selectFrom('helpdesk_message').select('suppressed').execute()
    await desk.open({ message: { body: 'x', [spelling]: true } })
    await desk.open({ [spelling]: true })
    const slug = await desk.open()
    await desk.post(`/conversations/${slug}/messages`, { message: { body: 'x', [spelling]: true } })
    await desk.post(`/conversations/${slug}/messages`, { message: { body: 'x' }, [spelling]: true })
    const suppressed = (await stored()).map((row) => row.suppressed)
    expect(suppressed.sort()).toEqual([0, 1, 1, 1, 1])
  },
)

test('a user inside the message is the customer', async () => {
  const desk = await openDesk()
  const slug = await desk.open({ user: undefined, message: { body: 'x', user: mia } })
  expect((await desk.get(`/conversations/${slug}`)).body).toMatchObject({ author: mia })
})

test('a bare body without the wrapper opens a conversation too', async () => {
  const desk = await openDesk()
  const answer = await desk.post('/conversations.json', asked().conversation)
  expect(answer).toMatchObject({ status: 201, body: { author: mia } })
})

test('a conversation that staff open is done at once, unless that is suppressed or a status is given', async () => {
  const desk = await openDesk()
  const statusOf = async (conversation: object) =>
    (await desk.post('/conversations', asked({ user: sam, ...conversation }))).body
  expect(await statusOf({})).toMatchObject({ status: 2, last_customer_message: null })
  expect(await statusOf({ message: { body: 'x', suppress_autoresolve: true } })).toMatchObject({ status: 1 })
  expect(await statusOf({ status: 0 })).toMatchObject({ status: 0 })
})

test.each([
  ['category', { category: undefined }],
  ['category', { category: '' }],
  ['category', { category: 'sales' }],
  ['message', { message: undefined }],
  ['message.body', { message: { body: '' } }],
  ['user.email', { user: undefined }],
  ['user.email', { user: { name: 'Mia' } }],
  ['user.email', { user: { email: 'not an address' } }],
  ['status', { status: 10 }],
  ['status', { status: '0' }],
  ['hold_until', { status: 5 }],
  ['assignee', { assignee: { email: 'nobody@example.org' } }],
  ['data.deskbell_id', { data: { deskbell_id: ['a', 'b'] } }],
  ['data.deskbell_id', { data: { deskbell_id: 'k'.repeat(256) } }],
  ['tag_list', { tag_list: 'order' }],
])('without a right %s nothing is opened and the answer names it', async (field, conversation) => {
  const desk = await openDesk()
  const answer = await desk.post('/conversations', asked(conversation))
  expect(answer.status).toBe(422)
  expect(faultsOf(answer)).toContain(field)
  expect((await desk.get('/messages')).body).toMatchObject({ total_count: 0 })
})

test('null, "", [] and {} count as absent', async () => {
  const desk = await openDesk()
  const answer = await desk.post(
    '/conversations',
    asked({ subject: null, status: null, data: {}, tag_list: [], hold_until: '', assignee: null }),
  )
  expect(answer).toMatchObject({ status: 201, body: { subject: '', status: 0, tag_list: [], data: {} } })
})
