/** Each fault kind of security.md 4.4 against a request and a reply: what the outbox learns decides what it does. */
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { MisbehaveOptions } from '../../../e2e/fakes/fault-queue.ts'
import type { FaultKind } from '../../../e2e/fakes/misbehaviour.ts'
import { type ReamazeFake, startReamazeFake } from '../../../e2e/fakes/reamaze.ts'
import { HelpdeskError } from '../error.ts'
import type { Helpdesk, NewConversation } from '../helpdesk.ts'
import { createReamaze } from './adapter.ts'

const customer = { name: 'Mia Berg', email: 'mia@example.org' }
const request: NewConversation = {
  subject: 'Broken zip',
  body: 'The zip broke on day one.',
  customer,
  channel: 'support',
  tags: ['contact-form'],
  data: { order_number: 'A-1042' },
}
const noon = Date.UTC(2026, 2, 1, 12)

let fake: ReamazeFake
let slug: string

beforeEach(async () => {
  fake = await startReamazeFake({ nowMs: () => noon })
  slug = (await helpdesk().open(request, 'cf_before')).id
})

afterEach(() => fake.stop())

function helpdesk(settings: { baseUrl?: string; timeoutMs?: number } = {}): Helpdesk {
  const { email, apiToken } = fake
  return createReamaze({ baseUrl: fake.url, email, apiToken, fetch, ...settings })
}

/** What the outbox is told when a request, and when a reply, meets this fault. */
async function errorsOf(kind: FaultKind, options: MisbehaveOptions = {}, timeoutMs?: number) {
  await fake.misbehave(kind, options)
  const errors = await errorsNow(helpdesk(timeoutMs === undefined ? {} : { timeoutMs }))
  await fake.behave()
  return errors
}

async function errorsNow(adapter: Helpdesk): Promise<{ open: HelpdeskError; reply: HelpdeskError }> {
  const open = await errorOf(adapter.open(request, 'cf_1'))
  const reply = await errorOf(adapter.reply({ id: slug }, { body: 'And the photo.', customer }, 'cfr_1'))
  return { open, reply }
}

async function errorOf(call: Promise<unknown>): Promise<HelpdeskError> {
  const thrown = await call.then(
    () => 'nothing was thrown',
    (error: unknown) => error,
  )
  if (thrown instanceof HelpdeskError) return thrown
  throw new Error(`expected a HelpdeskError, got ${String(thrown)}`)
}

/** How many requests and replies took effect beside the conversation that was there before. */
function effects() {
  const [before, ...opened] = fake.conversations()
  return { opened: opened.length, replies: (before?.messages.length ?? 0) - 1 }
}

const none = { opened: 0, replies: 0 }
const both = { opened: 1, replies: 1 }

/** Expects one meaning for the request and the reply. */
function expectBoth(errors: { open: HelpdeskError; reply: HelpdeskError }, meaning: Partial<HelpdeskError>) {
  expect(errors.open).toMatchObject(meaning)
  expect(errors.reply).toMatchObject(meaning)
}

describe('certainly not sent, so it is simply tried again', () => {
  test('F01 connection refused', async () => {
    const nobody = await startReamazeFake()
    await nobody.stop()
    const errors = await errorsNow(helpdesk({ baseUrl: nobody.url }))
    expectBoth(errors, { code: 'unreachable', outcome: 'not-sent' })
    expect(errors.open.message).toContain('ECONNREFUSED')
  })

  test('F02 the name does not resolve', async () => {
    const errors = await errorsNow(helpdesk({ baseUrl: 'http://helpdesk.invalid/api/v1' }))
    expectBoth(errors, { code: 'unreachable', outcome: 'not-sent' })
  })

  test('F03 no trust, no TLS', async () => {
    const errors = await errorsNow(helpdesk({ baseUrl: fake.url.replace('http:', 'https:') }))
    expectBoth(errors, { code: 'unreachable', outcome: 'not-sent' })
    expect(errors.open.message).toContain('ERR_SSL')
  })

  test('F08 401: the credentials are wrong', async () => {
    expectBoth(await errorsOf('status-401'), { code: 'unauthorized', outcome: 'not-sent', status: 401 })
    expect(effects()).toEqual(none)
  })

  test('F09 403: the credentials are not enough', async () => {
    expectBoth(await errorsOf('status-403'), { code: 'unauthorized', outcome: 'not-sent', status: 403 })
    expect(effects()).toEqual(none)
  })
})

describe('slow down: not sent, and when to come again', () => {
  const throttled = { code: 'throttled', outcome: 'not-sent', status: 429 } as const

  test('F15 429 with seconds waits exactly so long', async () => {
    const errors = await errorsOf('status-429', { retryAfter: '17' })
    expectBoth(errors, { ...throttled, retryAfterMs: 17_000 })
  })

  test("F16 429 with a date waits until then by the helpdesk's clock, not ours", async () => {
    const retryAfter = new Date(noon + 90_000).toUTCString()
    expectBoth(await errorsOf('status-429', { retryAfter }), { ...throttled, retryAfterMs: 90_000 })
  })

  test('F17 429 alone leaves the wait to us', async () => {
    expectBoth(await errorsOf('status-429'), { ...throttled, retryAfterMs: undefined })
  })

  test('F18 429 with an absurd wait: years are an hour, the rest is ignored', async () => {
    const years = await errorsOf('status-429', { retryAfter: '99999999999' })
    const never = await errorsOf('status-429', { retryAfter: new Date(noon + 1e12).toUTCString() })
    const negative = await errorsOf('status-429', { retryAfter: '-5' })
    const past = await errorsOf('status-429', { retryAfter: new Date(noon - 1_000).toUTCString() })
    const garbage = await errorsOf('status-429', { retryAfter: 'in a while' })
    expectBoth(years, { ...throttled, retryAfterMs: 3_600_000 })
    expectBoth(never, { ...throttled, retryAfterMs: 3_600_000 })
    expectBoth(negative, { ...throttled, retryAfterMs: undefined })
    expectBoth(past, { ...throttled, retryAfterMs: undefined })
    expectBoth(garbage, { ...throttled, retryAfterMs: undefined })
  })
})

describe('nobody knows whether it was created, so it is read back before anything else', () => {
  test('F04 no answer, not processed', async () => {
    expectBoth(await errorsOf('hang', {}, 500), { code: 'timeout', outcome: 'unknown' })
    expect(effects()).toEqual(none)
  })

  test('F05 no answer, but processed', async () => {
    expectBoth(await errorsOf('hang-after-processing', {}, 1_000), { code: 'timeout', outcome: 'unknown' })
    expect(effects()).toEqual(both)
  })

  test('F06 reset, processed or not', async () => {
    expectBoth(await errorsOf('reset'), { code: 'unreachable', outcome: 'unknown' })
    expect(effects()).toEqual(none)
    expectBoth(await errorsOf('reset-after-processing'), { code: 'unreachable', outcome: 'unknown' })
    expect(effects()).toEqual(both)
  })

  test('F11 408', async () => {
    expectBoth(await errorsOf('status-408'), { code: 'timeout', outcome: 'unknown', status: 408 })
  })

  test('F12 409', async () => {
    expectBoth(await errorsOf('status-409'), { code: 'rejected', outcome: 'unknown', status: 409 })
  })

  test('F19 500', async () => {
    const errors = await errorsOf('status-500', { processed: true })
    expectBoth(errors, { code: 'unreachable', outcome: 'unknown', status: 500, retryAfterMs: undefined })
  })

  test('F20 502', async () => {
    expectBoth(await errorsOf('status-502'), { code: 'unreachable', outcome: 'unknown', status: 502 })
  })

  test('F21 503, which may say when to come again', async () => {
    const meaning = { code: 'unreachable', outcome: 'unknown', status: 503 } as const
    expectBoth(await errorsOf('status-503'), { ...meaning, retryAfterMs: undefined })
    expectBoth(await errorsOf('status-503', { retryAfter: '30' }), { ...meaning, retryAfterMs: 30_000 })
    expectBoth(await errorsOf('status-503', { retryAfter: '-30' }), { ...meaning, retryAfterMs: undefined })
  })

  test('F22 504', async () => {
    expectBoth(await errorsOf('status-504'), { code: 'unreachable', outcome: 'unknown', status: 504 })
  })

  test('F23 200 with a page of HTML', async () => {
    expectBoth(await errorsOf('html'), { code: 'malformed', outcome: 'unknown', status: 200 })
  })

  test('F24 200 with truncated JSON, or cut off in the middle', async () => {
    expectBoth(await errorsOf('truncated'), { code: 'malformed', outcome: 'unknown' })
    expectBoth(await errorsOf('cut-off'), { code: 'unreachable', outcome: 'unknown' })
  })

  test('F25 200 that names an error', async () => {
    const errors = await errorsOf('error-body')
    expectBoth(errors, { code: 'malformed', outcome: 'unknown', status: 200 })
    expect(errors.open.message).toContain('Something went wrong')
  })

  test('F26 201 that does not say what was created', async () => {
    expectBoth(await errorsOf('no-slug'), { code: 'malformed', outcome: 'unknown' })
    expect(effects()).toEqual(both)
  })

  test('F27 a body that trickles in for ever is given up at the deadline', async () => {
    expectBoth(await errorsOf('slow-loris', {}, 500), { code: 'timeout', outcome: 'unknown' })
  })

  test('F28 a body of ten megabytes is cut at one, packed or not', async () => {
    expectBoth(await errorsOf('huge'), { code: 'malformed', outcome: 'unknown' })
    expectBoth(await errorsOf('huge-packed'), { code: 'malformed', outcome: 'unknown' })
  })

  test('F29 301 is not followed', () => expectNotFollowed('redirect-301', 301))
  test('F30 302 is not followed', () => expectNotFollowed('redirect-302', 302))
  test('F31 307 is not followed', () => expectNotFollowed('redirect-307', 307))

  /** Neither the credentials nor the customer's words reach the other host (S42). */
  async function expectNotFollowed(kind: FaultKind, status: number) {
    expectBoth(await errorsOf(kind), { code: 'malformed', outcome: 'unknown', status })
    expect(fake.strays()).toEqual([])
  }
})

describe('refused for good, so a person must look', () => {
  const refused = { code: 'rejected', outcome: 'refused' } as const

  test('F07 400', async () => {
    expectBoth(await errorsOf('status-400'), { ...refused, status: 400 })
  })

  test('F10 404: what the customer replies to is gone', async () => {
    expectBoth(await errorsOf('status-404'), { ...refused, status: 404 })
  })

  test('F13 413', async () => {
    expectBoth(await errorsOf('status-413'), { ...refused, status: 413 })
  })

  test('F14 422', async () => {
    expectBoth(await errorsOf('status-422'), { ...refused, status: 422 })
  })

  test("S75 the reason is told without the customer's words, addresses and our credentials", async () => {
    const { open, reply } = await errorsOf('status-422')
    expect(open.message).toContain('refused by order')
    const told = `${open.message} ${open.stack} ${reply.message} ${reply.stack}`
    expect(told).not.toMatch(/zip|photo|Mia|mia@|1042|Basic [A-Za-z0-9]/)
    expect(told).not.toContain(fake.apiToken)
  })

  test('S75 an outage tells nothing of its body at all', async () => {
    const { open } = await errorsOf('status-500')
    expect(open.message).toBe('the helpdesk is in trouble (500)')
  })
})

test('a fault that the helpdesk recovers from leaves nothing behind in the adapter', async () => {
  await fake.misbehave('reset', { times: 1 })
  const adapter = helpdesk()
  await errorOf(adapter.open(request, 'cf_1'))
  await expect(adapter.open(request, 'cf_1')).resolves.toHaveProperty('id')
})

test('a helpdesk that comes back at the same address is found again', async () => {
  const adapter = helpdesk()
  await fake.misbehave('refuse')
  onTestFinished(() => fake.behave())
  await errorOf(adapter.open(request, 'cf_1'))
  await fake.behave()
  await expect(adapter.open(request, 'cf_2')).resolves.toHaveProperty('id')
})
