/** Requests as the outbox takes them. */
import type { AcceptedRequest } from '#lib/outbox/accept.ts'
import { newToken } from '#lib/threads/access.ts'

let count = 0

/** The next one; no two are alike. */
export function nextLetter(): AcceptedRequest {
  count += 1
  const body = `Letter ${count}: the zip of the jacket broke on day one. `.repeat(8)
  const customer = { name: 'Mia Berg', email: `mia-${count}@example.org` }
  return {
    form: 'support',
    requestId: newToken(),
    tokens: [newToken()],
    typed: { body },
    conversation: { subject: 'Zip', body, customer, channel: 'support', tags: ['contact-form'], data: {} },
  }
}
