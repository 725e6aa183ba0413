import { expect, test } from 'vitest'
import {
  createConversation,
  createMessage,
  readConversation,
  readConversations,
  readInstant,
  readMessage,
  readMessages,
  updateConversation,
} from './wire.ts'

const conversation = {
  subject: 'Broken zip on order 1042',
  slug: 'broken-zip-on-order-1042',
  status: 0,
  created_at: '2025-03-01T09:15:00.125-07:00',
  tag_list: ['contact-form'],
  data: { deskbell_id: 'cf_01J9Z' },
  author: { name: 'Mia Berg', email: 'mia@example.org' },
}

test('a conversation reads the same, bare and under its own name', () => {
  const bare = readConversation(conversation)
  expect(bare).toMatchObject({ slug: conversation.slug, data: conversation.data, tags: ['contact-form'] })
  expect(bare?.createdAtMs).toBe(Date.UTC(2025, 2, 1, 16, 15, 0, 125))
  expect(readConversation({ conversation })).toEqual(bare)
})

test('a conversation with nothing but its slug is still a conversation', () => {
  expect(readConversation({ slug: 'x' })).toMatchObject({ slug: 'x', status: null, tags: [], author: null })
  expect(readConversation({ slug: 'x', assignee: null, category: null, author: null })).not.toBeNull()
})

test.each([[null], ['created'], [[]], [{ subject: 'no slug' }], [{ slug: 7 }], [{ slug: '' }]])(
  '%j is no conversation',
  (body) => expect(readConversation(body)).toBeNull(),
)

test('a body that names an error is no success, whatever else it holds', () => {
  expect(readConversation({ ...conversation, errors: { category: ['unknown'] } })).toBeNull()
  expect(readMessage({ body: 'x', error: 'throttled' })).toBeNull()
  expect(readMessages({ messages: [], errors: ['no'] })).toBeNull()
  expect(readMessage({ body: 'x', errors: [], error: null })).not.toBeNull()
})

test('a message reads the same, bare and under its own name', () => {
  const message = { body: 'Here is the photo.', visibility: 0, origin_id: 'cfr_01JA0' }
  expect(readMessage(message)).toMatchObject({ body: message.body, originId: 'cfr_01JA0', user: null })
  expect(readMessage({ message })).toEqual(readMessage(message))
})

test('a numeric origin_id is compared as text', () => {
  expect(readMessage({ body: 'x', origin_id: 1042 })?.originId).toBe('1042')
})

test.each([['0'], [true], [null], [undefined], [0.5], [{}]])(
  'visibility %j is never mistaken for 0',
  (visibility) => expect(readMessage({ body: 'x', visibility })?.visibility).toBeNull(),
)

test('numbers outside the published lists are kept', () => {
  const [message] = readMessages({ messages: [{ visibility: 9, origin: 18 }] })?.items ?? []
  expect(message).toMatchObject({ visibility: 9, origin: 18 })
  expect(readConversation({ slug: 'x', status: 41 })?.status).toBe(41)
})

test('a page of messages keeps its order and its attachments', () => {
  const page = readMessages({
    page_size: 30,
    page_count: 1,
    total_count: 2,
    messages: [
      {
        body: 'second',
        recipients: [{ name: 'Mia', email: 'mia@example.org' }],
        attachments: [
          {
            file_file_name: 'label.png',
            file_content_type: 'image/png',
            file_file_size: 2048,
            thumb_url: null,
            url: 'https://files.example.org/t/label.png',
            'image?': true,
          },
        ],
      },
      { body: 'first', recipients: null },
    ],
  })
  expect(page).toMatchObject({ pageSize: 30, pageCount: 1, totalCount: 2 })
  expect(page?.items.map((item) => item.body)).toEqual(['second', 'first'])
  expect(page?.items[0]?.attachments[0]).toMatchObject({
    fileName: 'label.png',
    sizeBytes: 2048,
    isImage: true,
  })
  expect(page?.items[1]?.recipients).toEqual([])
})

test('a page without its list is not an empty page', () => {
  expect(readMessages({ page_size: 30 })).toBeNull()
  expect(readConversations({ messages: [] })).toBeNull()
  expect(readConversations({ conversations: [] })).toMatchObject({ items: [], pageCount: null })
})

test.each([
  ['2025-03-01T09:15:00.125-07:00', Date.UTC(2025, 2, 1, 16, 15, 0, 125)],
  ['2025-03-01T16:15:00Z', Date.UTC(2025, 2, 1, 16, 15)],
  ['2025-03-01t16:15:00.1z', Date.UTC(2025, 2, 1, 16, 15, 0, 100)],
  ['2025-03-01T21:45:00.000000+05:30', Date.UTC(2025, 2, 1, 16, 15)],
])('%s is an instant', (text, ms) => expect(readInstant(text)).toBe(ms))

test.each([[''], ['2025-03-01'], ['2025-13-01T00:00:00Z'], ['2025-03-01T09:15:00'], ['yesterday']])(
  '%j is no instant',
  (text) => expect(readInstant(text)).toBeNull(),
)

test('every documented attribute of a request is accepted', () => {
  const user = { name: 'Mia Berg', email: 'mia@example.org' }
  const created = {
    conversation: {
      subject: 'Broken zip on order 1042',
      category: 'support',
      tag_list: ['contact-form', 'returns'],
      status: 0,
      data: { deskbell_id: 'cf_01J9Z', order_number: 1042, sizes: ['S', 'M'] },
      message: {
        body: 'The zip broke on day one.',
        recipients: ['partner@example.org'],
        attachment: 'https://files.example.org/t/6f1c',
        suppress_notification: true,
        suppress_notifications: true,
        suppress_autoresolve: true,
      },
      user: { ...user, data: { tier: 'gold' } },
    },
  }
  expect(createConversation.parse(created)).toEqual(created)
  const added = { message: { body: 'x', visibility: 1, user, origin_id: 'k' }, suppress_notifications: true }
  expect(createMessage.parse(added)).toEqual(added)
  const updated = {
    conversation: { status: 5, hold_until: '2025-03-01T16:15:00Z', assignee: null, tag_list: [] },
  }
  expect(updateConversation.parse(updated)).toEqual(updated)
})

test.each([
  ['a NUL', 'a\0b'],
  ['a lone surrogate', 'a\ud800b'],
  ['a number', 7],
  ['nothing', undefined],
])('a message whose body is %s is refused', (_name, body) =>
  expect(createMessage.safeParse({ message: { body } }).success).toBe(false),
)

test.each([['file:///etc/passwd'], ['javascript:alert(1)'], ['https://'], ['/t/6f1c']])(
  'the attachment address %s is refused',
  (attachment) => expect(createMessage.safeParse({ message: { body: 'x', attachment } }).success).toBe(false),
)
