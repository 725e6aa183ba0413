/** What of a message reaches its customer's page: its files as links that open a page and do nothing else. */
import { expect, test } from 'vitest'
import { asMessage } from './message.ts'
import { wireMessage } from './wire.ts'

const customer = { name: 'Mia Berg', email: 'mia@example.org' }

test('only files with a web address are shown, each by its name', () => {
  const message = wireMessage.parse({
    body: 'See these.',
    visibility: 0,
    attachments: [
      { file_file_name: 'label.pdf', file_file_size: 1200, url: 'https://files.example.com/1/label.pdf' },
      { file_file_name: 'trap', url: 'javascript:alert(1)' },
      { file_file_name: 'page', url: 'data:text/html,hello' },
      { file_file_name: 'lost', url: null },
      { url: 'http://files.example.com/2/photo.jpg?x=1' },
    ],
  })
  expect(asMessage(message, customer).files).toEqual([
    { name: 'label.pdf', bytes: 1200, url: 'https://files.example.com/1/label.pdf' },
    { name: 'photo.jpg', bytes: null, url: 'http://files.example.com/2/photo.jpg?x=1' },
  ])
})
