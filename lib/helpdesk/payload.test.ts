import { expect, test } from 'vitest'
import { readPayload } from './payload.ts'

const customer = { name: 'Mia Berg', email: 'mia@example.org' }
const attachments = [{ url: 'https://help.example.org/uploads/a1/photo.png', name: 'photo.png' }]
const conversation = {
  subject: 'Broken zip',
  body: 'The zip broke.',
  customer,
  channel: 'support',
  tags: ['contact-form'],
  data: { reference: 'ABCD-1234' },
}
const message = { body: 'Thanks!', customer }

test('what was waiting when an earlier version was replaced is delivered', () => {
  expect(readPayload('request', JSON.stringify(conversation))).toEqual({ kind: 'request', conversation })
  expect(readPayload('reply', JSON.stringify(message))).toEqual({ kind: 'reply', message })
})

test('everything that belongs to a request or a reply survives the wait', () => {
  const full = {
    ...conversation,
    recipients: ['partner@example.org'],
    status: 'responded',
    suppressNotifications: true,
    attachments,
  }
  expect(readPayload('request', JSON.stringify(full))).toEqual({ kind: 'request', conversation: full })
  const reply = { ...message, suppressNotifications: true, attachments }
  expect(readPayload('reply', JSON.stringify(reply))).toEqual({ kind: 'reply', message: reply })
})

test.each([
  ['no JSON', '{"subject":'],
  ['another shape', '[]'],
  ['a status that no version knows', JSON.stringify({ ...conversation, status: 'asleep' })],
  ['a file without its address', JSON.stringify({ ...conversation, attachments: [{ name: 'a.png' }] })],
])('%s is left to a person', (_name, text) => expect(readPayload('request', text)).toBeNull())
