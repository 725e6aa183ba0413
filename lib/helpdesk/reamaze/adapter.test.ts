import { expect, onTestFinished, test } from 'vitest'
import { startReamazeFake } from '../../../e2e/fakes/reamaze.ts'
import type { NewConversation } from '../helpdesk.ts'
import { createReamaze } from './adapter.ts'

const mia = { name: 'Mia Berg', email: 'mia@example.org' }
const request: NewConversation = {
  subject: 'Broken zip',
  body: 'The zip broke on day one.',
  customer: mia,
  channel: 'support',
  tags: ['contact-form'],
  data: { order_number: 'A-1042' },
}
const conversation = { id: 'broken-zip' }
const pageOne = { page: 1, customer: mia }

async function startFake() {
  const fake = await startReamazeFake()
  onTestFinished(() => fake.stop())
  const { url: baseUrl, email, apiToken } = fake
  return { fake, helpdesk: createReamaze({ baseUrl, email, apiToken, fetch }) }
}

/** A helpdesk that answers everything with this. */
const answering = (body: unknown) =>
  createReamaze({
    baseUrl: 'http://127.0.0.1/api/v1',
    email: 'staff@example.com',
    apiToken: 'token',
    fetch: async () => Response.json(body),
  })

const listing = (...messages: object[]) =>
  answering({ page_count: 1, total_count: messages.length, messages })

const bodiesOf = async (...messages: object[]) =>
  (await listing(...messages).messages(conversation, pageOne)).items.map(({ body }) => body)

test('a request goes out in the documented shape, in the name of the customer', async () => {
  const { fake, helpdesk } = await startFake()
  await helpdesk.open(request, 'cf_1')
  const [sent] = fake.requests()
  expect(`${sent?.method} ${sent?.url}`).toBe('POST /api/v1/conversations')
  expect(JSON.parse(sent?.body ?? '')).toEqual({
    conversation: {
      subject: 'Broken zip',
      category: 'support',
      tag_list: ['contact-form'],
      data: { order_number: 'A-1042', deskbell_id: 'cf_1' },
      message: { body: 'The zip broke on day one.' },
      user: mia,
    },
  })
})

test('a reply goes out in the name of the customer: never as staff, never as a note', async () => {
  const { fake, helpdesk } = await startFake()
  const opened = await helpdesk.open(request, 'cf_1')
  await helpdesk.reply(opened, { body: 'Thanks!', customer: mia }, 'cfr_1')
  const sent = fake.requests().at(-1)
  expect(`${sent?.method} ${sent?.url}`).toBe('POST /api/v1/conversations/broken-zip/messages')
  expect(JSON.parse(sent?.body ?? '')).toEqual({
    message: { body: 'Thanks!', visibility: 0, origin_id: 'cfr_1', user: mia },
  })
  expect(fake.staffReplies()).toEqual([])
})

const photo = { url: 'https://help.example.org/uploads/a1/photo.png?s=1', name: 'photo.png' }
const bill = { url: 'https://help.example.org/uploads/b2/bill.pdf?s=2', name: 'my [bill](x) _1_.pdf' }

/** The wire's message of the request or reply that came last. */
function lastMessage({ requests }: Awaited<ReturnType<typeof startFake>>['fake']) {
  const body = JSON.parse(requests().at(-1)?.body ?? '')
  return body.message ?? body.conversation.message
}

test('what the configuration says of a request goes with it: status, custom fields, silence, colleagues', async () => {
  const { fake, helpdesk } = await startFake()
  const recipients = ['partner@example.org', 'boss@example.org']
  await helpdesk.open({ ...request, status: 'responded', suppressNotifications: true, recipients }, 'cf_1')
  const { status, data } = JSON.parse(fake.requests()[0]?.body ?? '').conversation
  expect({ status, data }).toEqual({ status: 1, data: { order_number: 'A-1042', deskbell_id: 'cf_1' } })
  expect(lastMessage(fake)).toEqual({
    body: request.body,
    recipients,
    suppress_notification: true,
    suppress_notifications: true,
  })
})

test('what belongs to the customer goes to the contact, and to the conversation only what belongs there', async () => {
  const { fake, helpdesk } = await startFake()
  await helpdesk.open({ ...request, contact: { Phone: '+49 30 1234567' } }, 'cf_1')
  expect(JSON.parse(fake.requests()[0]?.body ?? '').conversation).toMatchObject({
    data: { order_number: 'A-1042', deskbell_id: 'cf_1' },
    user: { ...mia, data: { Phone: '+49 30 1234567' } },
  })
})

test.each([
  ['open', 0],
  ['responded', 1],
  ['resolved', 2],
  ['spam', 3],
  ['archived', 4],
] as const)('a request may arrive as %s, which is status %i', async (status, number) => {
  const { fake, helpdesk } = await startFake()
  await helpdesk.open({ ...request, status }, 'cf_1')
  expect(fake.conversations()[0]).toMatchObject({ status: number })
})

test('a reply is silent in both spellings where the configuration says so, and in none otherwise', async () => {
  const { fake, helpdesk } = await startFake()
  const opened = await helpdesk.open(request, 'cf_1')
  const reply = { body: 'Thanks!', customer: mia }
  await helpdesk.reply(opened, { ...reply, suppressNotifications: true }, 'cfr_1')
  expect(lastMessage(fake)).toMatchObject({ suppress_notification: true, suppress_notifications: true })
  await helpdesk.reply(opened, { ...reply, suppressNotifications: false }, 'cfr_2')
  expect(Object.keys(lastMessage(fake)).sort()).toEqual(['body', 'origin_id', 'user', 'visibility'])
})

test('one file goes out as the attachment, and the words stay as they were', async () => {
  const { fake, helpdesk } = await startFake()
  const opened = await helpdesk.open({ ...request, attachments: [photo] }, 'cf_1')
  expect(lastMessage(fake)).toEqual({ body: request.body, attachment: photo.url })
  await helpdesk.reply(opened, { body: 'And this.', customer: mia, attachments: [bill] }, 'cfr_1')
  expect(lastMessage(fake)).toMatchObject({ body: 'And this.', attachment: bill.url })
})

test('of several files the first is the attachment, and all are linked in the text', async () => {
  const { fake, helpdesk } = await startFake()
  await helpdesk.open({ ...request, attachments: [photo, bill] }, 'cf_1')
  expect(lastMessage(fake)).toEqual({
    body: [
      request.body,
      '',
      `- [photo.png](${photo.url})`,
      `- [my \\[bill\\](x) \\_1\\_.pdf](${bill.url})`,
    ].join('\n'),
    attachment: photo.url,
  })
})

test('S10 only a visibility of exactly 0 is shown', async () => {
  const shown = await bodiesOf(
    { body: 'shown', visibility: 0 },
    { body: 'note', visibility: 1 },
    { body: 'collision', visibility: 2 },
    { body: 'three', visibility: 3 },
    { body: 'minus', visibility: -1 },
    { body: 'half', visibility: 0.5 },
    { body: 'text', visibility: '0' },
    { body: 'null', visibility: null },
    { body: 'true', visibility: true },
    { body: 'false', visibility: false },
    { body: 'list', visibility: [0] },
    { body: 'missing' },
  )
  expect(shown).toEqual(['shown'])
})

test('S11 a message that becomes internal is gone from the next page read', async () => {
  const message = { body: 'Too much said', visibility: 0 }
  const helpdesk = listing(message)
  expect((await helpdesk.messages(conversation, pageOne)).items).toHaveLength(1)
  message.visibility = 1
  expect((await helpdesk.messages(conversation, pageOne)).items).toEqual([])
})

test('S12 nothing of the helpdesk but what a customer may see comes through', async () => {
  const { items } = await listing({
    body: 'Hello',
    visibility: 0,
    origin: 7,
    origin_id: 'x',
    created_at: '2026-03-01T05:00:00.000-07:00',
    user: { name: 'Sam Reed', email: 'sam@brand.example', ip: '10.0.0.1' },
    recipients: [{ name: 'Eve', email: 'eve@example.org' }],
    conversation: { slug: 'broken-zip', data: { vip: true }, perma_url: 'https://brand.example/secret' },
    original_body: '<p>Hello</p>',
  }).messages(conversation, pageOne)
  expect(items).toEqual([
    { key: 'x', role: 'staff', authorName: 'Sam Reed', body: 'Hello', createdAtMs: Date.UTC(2026, 2, 1, 12) },
  ])
})

test('S13 a handle that the helpdesk reads as the number of a foreign conversation shows nothing of it', async () => {
  const { fake, helpdesk } = await startFake()
  await helpdesk.open(request, 'cf_1')
  const number = { id: String(fake.conversations()[0]?.number) }
  await expect(helpdesk.messages(number, pageOne)).rejects.toMatchObject({ code: 'malformed' })
  await expect(helpdesk.status(number)).rejects.toMatchObject({ code: 'malformed' })
})

test('who wrote is told by the address, by the mark of the helpdesk, and else is staff', async () => {
  const message = (user: object | null) => ({ body: 'b', visibility: 0, user })
  const { items } = await listing(
    message({ name: 'Mia', email: 'MIA@example.org' }),
    message({ name: 'Partner', email: 'partner@example.org', 'staff?': false }),
    message({ name: 'Sam', email: 'sam@brand.example', 'staff?': true }),
    message({ name: 'Kim', email: 'kim@brand.example' }),
    message({ name: 'kim@brand.example', email: 'kim@brand.example' }),
    message({ name: null, email: null }),
    message(null),
  ).messages(conversation, pageOne)
  expect(items.map(({ role, authorName }) => [role, authorName])).toEqual([
    ['customer', 'Mia'],
    ['customer', 'Partner'],
    ['staff', 'Sam'],
    ['staff', 'Kim'],
    ['staff', ''],
    ['staff', ''],
    ['staff', ''],
  ])
})

test('a number that the helpdesk gives a message is not taken for our key', async () => {
  const message = (origin_id: unknown) => ({ body: 'b', visibility: 0, origin_id })
  const { items } = await listing(message('cfr_1'), message(7), message('7'), message(null), {
    body: 'b',
    visibility: 0,
  }).messages(conversation, pageOne)
  expect(items.map(({ key }) => key)).toEqual(['cfr_1', null, null, null, null])
})

test('a conversation is resolved in the states that say so, and open in all others, known or not', async () => {
  const statusOf = (status: unknown) => answering({ slug: 'broken-zip', status }).status(conversation)
  const resolved = await Promise.all([2, 4, 6, 8].map(statusOf))
  const open = await Promise.all([0, 1, 3, 5, 7, 9, 42, -1, null, '2', undefined].map(statusOf))
  expect(new Set(resolved)).toEqual(new Set(['resolved']))
  expect(new Set(open)).toEqual(new Set(['open']))
})

test('an answer that is not what was asked for is unreadable, not empty', async () => {
  const unreadable = { code: 'malformed', outcome: 'unknown' }
  await expect(answering([]).messages(conversation, pageOne)).rejects.toMatchObject(unreadable)
  await expect(answering({ messages: 'none' }).messages(conversation, pageOne)).rejects.toMatchObject(
    unreadable,
  )
  await expect(answering({}).findConversation('k', { customer: mia, sinceMs: 0 })).rejects.toMatchObject(
    unreadable,
  )
  await expect(answering({ slug: '' }).open(request, 'k')).rejects.toMatchObject(unreadable)
  await expect(answering('created').open(request, 'k')).rejects.toMatchObject(unreadable)
})
