import { expect, test } from 'vitest'
import { bodiesOf, faultsOf, kim, mia, openDesk, sam } from './builtin.testing.ts'

const statusOf = async (desk: Awaited<ReturnType<typeof openDesk>>, slug: string) =>
  (await desk.get(`/conversations/${slug}`)).body

test("a customer's reply has every field of the contract", async () => {
  const desk = await openDesk()
  const slug = await desk.open()
  const answer = await desk.post(`/conversations/${slug}/messages`, {
    message: { body: 'Here is the photo.', visibility: 0, origin_id: 'cfr_01', user: mia },
  })
  expect(answer.status).toBe(201)
  expect(answer.body).toEqual({
    body: 'Here is the photo.',
    visibility: 0,
    origin: 7,
    origin_id: 'cfr_01',
    created_at: '2025-03-01T09:00:02.000+00:00',
    user: { ...mia, 'staff?': false },
    recipients: [],
    attachments: [],
    conversation: {
      subject: 'Broken zip on order 1042',
      slug,
      created_at: '2025-03-01T09:00:01.000+00:00',
      category: { name: 'Support', slug: 'support', email: 'support@example.org', channel: 1 },
    },
  })
})

test('a message without a user is from the staff member whose token it is', async () => {
  const desk = await openDesk()
  const slug = await desk.open()
  const answer = await desk.post(`/conversations/${slug}/messages`, { message: { body: 'On its way.' } }, kim)
  expect(answer.body).toMatchObject({ user: { name: kim.name, email: kim.email }, recipients: [mia] })
  expect(bodiesOf(await desk.get('/messages?filter=staff'))).toEqual(['On its way.'])
})

test("a message with a staff member's address is a staff message, however it is spelled", async () => {
  const desk = await openDesk()
  const slug = await desk.open()
  const answer = await desk.post(`/conversations/${slug}/messages`, {
    message: { body: 'x', user: { email: 'KIM@example.org' } },
  })
  expect(answer.body).toMatchObject({ user: { name: kim.name, email: kim.email } })
  expect(await statusOf(desk, slug)).toMatchObject({ status: 2 })
})

test('a user beside the message is its sender as well', async () => {
  const desk = await openDesk()
  const slug = await desk.open()
  const answer = await desk.post(`/conversations/${slug}/messages`, { message: { body: 'x' }, user: mia })
  expect(answer.body).toMatchObject({ user: mia })
})

test('what came through a form is a customer’s, also with the address of somebody on the team', async () => {
  const team = await openDesk()
  const forms = await openDesk({ database: team.database, isForCustomers: true })
  const slug = await forms.open({ user: { name: 'Sam Reed', email: sam.email } })
  await forms.post(`/conversations/${slug}/messages`, {
    message: { body: 'Me again.', user: { email: sam.email } },
  })
  const { body } = await team.get(`/conversations/${slug}/messages`)
  expect(body).toMatchObject({ messages: [{ user: { 'staff?': false } }, { user: { 'staff?': false } }] })
  expect((await team.get(`/conversations/${slug}`)).body).toMatchObject({
    status: 0,
    last_staff_message: null,
  })
})

test('a staff answer makes it done, or responded with suppress_autoresolve in either place', async () => {
  const desk = await openDesk()
  const slug = await desk.open()
  const path = `/conversations/${slug}/messages`
  await desk.post(path, { message: { body: 'x' } })
  expect(await statusOf(desk, slug)).toMatchObject({ status: 2 })
  await desk.post(path, { message: { body: 'x', suppress_autoresolve: true } })
  expect(await statusOf(desk, slug)).toMatchObject({ status: 1 })
  await desk.post(path, { message: { body: 'x' } })
  await desk.post(path, { message: { body: 'x' }, suppress_autoresolve: true })
  expect(await statusOf(desk, slug)).toMatchObject({ status: 1 })
})

test.each([
  [1, 0],
  [2, 0],
  [4, 0],
  [6, 0],
  [8, 0],
  [0, 0],
  [3, 3],
  [7, 7],
  [9, 9],
])("in status %i a customer's message leaves status %i", async (before, after) => {
  const desk = await openDesk()
  const slug = await desk.open({ status: before })
  await desk.post(`/conversations/${slug}/messages`, { message: { body: 'Hello again', user: mia } })
  expect(await statusOf(desk, slug)).toMatchObject({ status: after })
})

test('an internal note changes no status and is not the last message of either side', async () => {
  const desk = await openDesk()
  const slug = await desk.open()
  const answer = await desk.post(`/conversations/${slug}/messages`, {
    message: { body: 'Checked with the shop.', visibility: 1 },
  })
  expect(answer.body).toMatchObject({ visibility: 1, recipients: [] })
  expect(await statusOf(desk, slug)).toMatchObject({
    status: 0,
    message_count: 2,
    last_staff_message: null,
    last_customer_message: { body: 'The zip broke on day one.' },
  })
})

test('a staff answer ends a hold', async () => {
  const desk = await openDesk()
  const slug = await desk.open({ status: 5, hold_until: '2025-04-01T00:00:00Z' })
  await desk.post(`/conversations/${slug}/messages`, { message: { body: 'x' } })
  expect(await statusOf(desk, slug)).toMatchObject({ status: 2, hold_until: null })
})

test('the same origin_id again gives back the first message and creates nothing', async () => {
  const desk = await openDesk()
  const slug = await desk.open()
  const path = `/conversations/${slug}/messages`
  const first = await desk.post(path, { message: { body: 'once', origin_id: 'k', user: mia } })
  const second = await desk.post(path, { message: { body: 'twice', origin_id: 'k', user: mia } })
  expect(second.status).toBe(200)
  expect(second.body).toEqual(first.body)
  expect(await statusOf(desk, slug)).toMatchObject({ message_count: 2 })
})

test('a repeated staff answer does not close what the customer reopened', async () => {
  const desk = await openDesk()
  const slug = await desk.open()
  const path = `/conversations/${slug}/messages`
  await desk.post(path, { message: { body: 'answer', origin_id: 'k' } })
  await desk.post(path, { message: { body: 'still broken', user: mia } })
  await desk.post(path, { message: { body: 'answer', origin_id: 'k' } })
  expect(await statusOf(desk, slug)).toMatchObject({ status: 0 })
})

test('one origin_id in two conversations is two messages', async () => {
  const desk = await openDesk()
  const slugs = [await desk.open(), await desk.open()]
  for (const slug of slugs) {
    const answer = await desk.post(`/conversations/${slug}/messages`, {
      message: { body: 'x', origin_id: 7 },
    })
    expect(answer).toMatchObject({ status: 201, body: { origin_id: '7' } })
  }
})

test('messages without an origin_id are never taken for one another', async () => {
  const desk = await openDesk()
  const slug = await desk.open()
  for (const body of ['same', 'same'])
    await desk.post(`/conversations/${slug}/messages`, { message: { body } })
  expect(bodiesOf(await desk.get(`/conversations/${slug}/messages`))).toHaveLength(3)
})

test('a bare message without the wrapper is accepted', async () => {
  const desk = await openDesk()
  const slug = await desk.open()
  const answer = await desk.post(`/conversations/${slug}/messages.json`, {
    body: 'x',
    visibility: 0,
    origin_id: '',
  })
  expect(answer).toMatchObject({
    status: 201,
    body: { body: 'x', origin_id: null, user: { email: sam.email } },
  })
})

test.each([
  ['inside the message', { message: { body: 'x', attachment: 'https://files.example.org/t/a%20b.png?s=1' } }],
  ['beside it', { message: { body: 'x' }, attachment: 'https://files.example.org/t/a%20b.png?s=1' }],
])('an attachment %s is listed with its six fields', async (_place, body) => {
  const desk = await openDesk()
  const slug = await desk.open()
  expect((await desk.post(`/conversations/${slug}/messages`, body)).body).toMatchObject({
    attachments: [
      {
        file_file_name: 'a b.png',
        file_content_type: 'application/octet-stream',
        file_file_size: 0,
        thumb_url: null,
        url: 'https://files.example.org/t/a%20b.png?s=1',
        'image?': false,
      },
    ],
  })
})

test('a clock that goes back does not change the order', async () => {
  const desk = await openDesk()
  const slug = await desk.open({ message: { body: 'first' } })
  desk.clock.nowMs -= 600_000
  await desk.post(`/conversations/${slug}/messages`, { message: { body: 'second' } })
  expect(bodiesOf(await desk.get(`/conversations/${slug}/messages`))).toEqual(['second', 'first'])
  expect(bodiesOf(await desk.get('/messages'))).toEqual(['second', 'first'])
})

test.each([
  ['visibility', { visibility: 2 }],
  ['visibility', { visibility: '0' }],
  ['visibility', { visibility: true }],
  ['body', { body: undefined }],
  ['body', { body: 7 }],
  ['user.email', { user: { name: 'Mia' } }],
  ['attachment', { attachment: 'file:///etc/passwd' }],
  ['suppress_autoresolve', { suppress_autoresolve: 'yes' }],
])('a wrong %s is refused by name and nothing is added', async (field, message) => {
  const desk = await openDesk()
  const slug = await desk.open()
  const answer = await desk.post(`/conversations/${slug}/messages`, { message: { body: 'x', ...message } })
  expect(answer.status).toBe(422)
  expect(faultsOf(answer)).toContain(field)
  expect(await statusOf(desk, slug)).toMatchObject({ message_count: 1 })
})

test('a message to a conversation that does not exist is a 404', async () => {
  const desk = await openDesk()
  const answer = await desk.post('/conversations/no-such/messages', { message: { body: 'x' } })
  expect(answer.status).toBe(404)
})
