/** Re:amaze's documents, read by somebody who wrote a tool for them and now points it at the built-in helpdesk. */
import { expect, test } from 'vitest'
import { bodiesOf, kim, mia, openDesk, sam, slugOf } from '../builtin/builtin.testing.ts'
import { readMessages } from './wire.ts'

const withoutUser = { body: 'On its way.' }
const rfc3339 = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$/)

test('the three example requests do what the documents say, one after the other', async () => {
  const desk = await openDesk()
  const created = await desk.post('/conversations', {
    conversation: {
      subject: 'Broken zip on order 1042',
      category: 'support',
      tag_list: ['contact-form', 'returns'],
      status: 0,
      data: { order_number: '1042' },
      message: {
        body: 'The zip broke on day one.',
        recipients: ['partner@example.org'],
        attachment: 'https://files.example.org/t/photo.png',
        suppress_notification: true,
      },
      user: mia,
    },
  })
  expect(created).toMatchObject({
    status: 201,
    body: { slug: 'broken-zip-on-order-1042', status: 0, tag_list: ['contact-form', 'returns'], author: mia },
  })
  const path = `/conversations/${slugOf(created)}/messages`
  const added = await desk.post(path, {
    message: { body: 'Here is the photo.', visibility: 0, origin_id: 'cfr_01', user: mia },
  })
  expect(added).toMatchObject({ status: 201, body: { origin_id: 'cfr_01', user: mia } })
  const listed = await desk.get('/messages')
  expect(bodiesOf(listed)).toEqual(['Here is the photo.', 'The zip broke on day one.'])
  expect(await desk.get(path)).toMatchObject({ status: 200, body: Object(listed.body) })
})

test('a message has every documented field, of the documented type', async () => {
  const desk = await openDesk()
  const attachment = 'https://files.example.org/t/label.png'
  const slug = await desk.open({ message: { body: 'x', attachment, recipients: ['partner@example.org'] } })
  const { body } = await desk.get(`/conversations/${slug}/messages?include=original_body`)
  expect(body).toEqual({
    page_size: 30,
    page_count: 1,
    total_count: 1,
    messages: [
      {
        body: 'x',
        visibility: 0,
        origin: 7,
        origin_id: null,
        created_at: rfc3339,
        user: { ...mia, 'staff?': false },
        recipients: [{ name: '', email: 'partner@example.org' }],
        attachments: [
          {
            file_file_name: 'label.png',
            file_content_type: expect.stringMatching(/^\w+\/[\w.-]+$/),
            file_file_size: expect.any(Number),
            thumb_url: null,
            url: expect.stringMatching(/^https:\/\//),
            'image?': expect.any(Boolean),
          },
        ],
        conversation: {
          subject: 'Broken zip on order 1042',
          slug,
          created_at: rfc3339,
          category: { name: 'Support', slug: 'support', email: 'support@example.org', channel: 1 },
        },
        original_body: '<p>x</p>',
      },
    ],
  })
})

test('thirty messages make a page, newest first, on both routes', async () => {
  const desk = await openDesk()
  const slug = await desk.open()
  for (let number = 1; number <= 30; number += 1)
    await desk.post(`/conversations/${slug}/messages`, { message: { body: `Reply ${number}`, user: mia } })
  for (const path of ['/messages', `/conversations/${slug}/messages`]) {
    const first = await desk.get(path)
    const second = await desk.get(`${path}?page=2`)
    expect(first.body).toMatchObject({ page_size: 30, page_count: 2, total_count: 31 })
    expect(bodiesOf(first)).toEqual(Array.from({ length: 30 }, (_, index) => `Reply ${30 - index}`))
    expect(bodiesOf(second)).toEqual(['The zip broke on day one.'])
  }
})

test.each([
  [0, 'Open'],
  [1, 'Responded'],
  [2, 'Done'],
  [3, 'Spam'],
  [4, 'Archived'],
  [5, 'On Hold'],
  [6, 'Auto-Done'],
  [7, 'AI Agent Assigned'],
  [8, 'AI Agent Done'],
  [9, 'Spam (AI)'],
])('status %i, %s, is kept as it was asked for', async (status) => {
  const desk = await openDesk()
  const slug = await desk.open({ status, hold_until: '2026-03-01T09:00:00Z' })
  expect((await desk.get(`/conversations/${slug}`)).body).toMatchObject({ status })
})

test.each([
  [0, 'Regular'],
  [1, 'Internal Note'],
  [2, 'Collision Detected Message'],
])('visibility %i, %s, is listed as it is', async (visibility) => {
  const desk = await openDesk()
  await desk.open()
  await desk.database.kysely.updateTable('helpdesk_message').set({ visibility }).execute()
  expect((await desk.get('/messages')).body).toMatchObject({ messages: [{ visibility }] })
})

test.each([
  [0, 'Chat'],
  [1, 'Email'],
  [2, 'Twitter'],
  [3, 'Facebook'],
  [6, 'Classic Mode Chat'],
  [7, 'API'],
  [8, 'Instagram'],
  [9, 'SMS'],
  [10, 'Voice'],
  [11, 'Custom'],
  [15, 'WhatsApp'],
  [16, 'Staff Outbound'],
  [17, 'Contact Form'],
  [19, 'Instagram DM'],
  [12, 'an origin that the documents do not name'],
])('origin %i, %s, is found by its number and listed with it', async (origin) => {
  const desk = await openDesk()
  await desk.open()
  for (const table of ['helpdesk_message', 'helpdesk_tally'] as const)
    await desk.database.kysely.updateTable(table).set({ origin }).execute()
  const found = await desk.get(`/messages?origin=${origin}`)
  expect(found.body).toMatchObject({ total_count: 1, messages: [{ origin }] })
  expect(bodiesOf(await desk.get(`/messages?origin=${origin + 1}`))).toEqual([])
})

test.each([
  [1, 'Email'],
  [2, 'Twitter'],
  [3, 'Facebook'],
  [6, 'Chat'],
  [8, 'Instagram'],
  [9, 'SMS'],
  [10, 'Voice'],
  [12, 'FB Messenger'],
  [13, 'FB Lead'],
  [14, 'IG Ad'],
  [15, 'WhatsApp'],
  [16, 'Instagram DM'],
])('channel kind %i, %s, is read as it is', (channel) => {
  const read = readMessages({
    messages: [{ conversation: { slug: 'x', category: { slug: 'support', channel } } }],
  })
  expect(read?.items[0]?.conversation?.category).toMatchObject({ channel })
})

test('markdown is kept letter for letter', async () => {
  const desk = await openDesk()
  const slug = await desk.open()
  const body = '**Bold**, _kind_ and `code`\n\n- [a link](https://example.org)\n- two\n\n> quoted  \n> text'
  const added = await desk.post(`/conversations/${slug}/messages`, { message: { body } })
  expect(added.body).toMatchObject({ body })
  expect(bodiesOf(await desk.get('/messages'))[0]).toBe(body)
})

test('an internal note needs a body and a visibility, is by the caller, and is listed with the rest', async () => {
  const desk = await openDesk()
  const slug = await desk.open()
  const path = `/conversations/${slug}/messages`
  const note = await desk.post(path, { message: { body: 'Checked with the shop.', visibility: 1 } }, kim)
  expect(note).toMatchObject({
    status: 201,
    body: { visibility: 1, user: { name: kim.name, email: kim.email } },
  })
  expect(bodiesOf(await desk.get(path))).toEqual(['Checked with the shop.', 'The zip broke on day one.'])
})

test('a message without a visibility is a regular one', async () => {
  const desk = await openDesk()
  const slug = await desk.open()
  const added = await desk.post(`/conversations/${slug}/messages`, { message: withoutUser })
  expect(added.body).toMatchObject({ visibility: 0 })
})

test('no answer has a message id; the origin_id is the handle', async () => {
  const desk = await openDesk()
  const slug = await desk.open()
  const added = await desk.post(`/conversations/${slug}/messages`, {
    message: { ...withoutUser, origin_id: 'k' },
  })
  expect(Object.keys(Object(added.body))).not.toContain('id')
  expect((await desk.get('/messages')).body).toMatchObject({ messages: [{ origin_id: 'k' }, {}] })
})

test.each(['suppress_notification', 'suppress_notifications'])(
  '%s leaves out everyone whom the message does not name',
  async (spelling) => {
    const desk = await openDesk()
    const slug = await desk.open({ message: { body: 'x', recipients: ['partner@example.org'] } })
    const path = `/conversations/${slug}/messages`
    const told = await desk.post(path, { message: withoutUser })
    expect(told.body).toMatchObject({ recipients: [mia, { email: 'partner@example.org' }] })
    const silent = await desk.post(path, { message: { ...withoutUser, [spelling]: true } })
    expect(silent.body).toMatchObject({ recipients: [] })
  },
)

test('who was a recipient of the first message is one of every later message, of either side', async () => {
  const desk = await openDesk()
  const partner = { name: '', email: 'partner@example.org' }
  const slug = await desk.open({ message: { body: 'x', recipients: [partner.email] } })
  const path = `/conversations/${slug}/messages`
  for (const user of [undefined, mia, undefined]) {
    const added = await desk.post(path, { message: { body: 'x', user } })
    expect(added.body).toMatchObject({ recipients: expect.arrayContaining([partner]) })
  }
})

test('what is known of the customer beside name and address is kept with the contact', async () => {
  const desk = await openDesk()
  await desk.open({ user: { ...mia, data: { tier: 'gold' } } })
  expect((await desk.get('/contacts?data[tier]=gold')).body).toMatchObject({ contacts: [mia] })
})

test('attributes of newer documents, and unknown ones, do no harm', async () => {
  const desk = await openDesk()
  const slug = await desk.open({ ref_id: 7, message: { body: 'x', attachments: [], origin_id: 'first' } })
  const added = await desk.post(`/conversations/${slug}/messages`, {
    message: { ...withoutUser, suppress_surveys: true, sentiment: 'glad' },
  })
  expect(added.status).toBe(201)
})

test('custom fields come back with the conversation, and find it', async () => {
  const desk = await openDesk()
  const data = { order_number: '1042', weight: 1.5, express: true }
  const slug = await desk.open({ data })
  expect((await desk.get(`/conversations/${slug}`)).body).toMatchObject({ data })
  expect((await desk.get('/conversations?data[order_number]=1042')).body).toMatchObject({ total_count: 1 })
})

test('a failed request explains itself as JSON with status 422, whoever asks', async () => {
  const desk = await openDesk()
  const answer = await desk.post('/conversations', { conversation: { subject: 'x', user: mia } }, kim)
  expect(answer).toMatchObject({ status: 422, body: { errors: { category: [expect.any(String)] } } })
  expect(answer.headers.get('content-type')).toContain('application/json')
  expect((await desk.get('/messages', sam)).body).toMatchObject({ total_count: 0 })
})
