import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ReamazeFake, startReamazeFake } from '../../../e2e/fakes/reamaze.ts'
import type { Helpdesk, NewConversation } from '../helpdesk.ts'
import { createReamaze } from './adapter.ts'

const mia = { name: 'Mia Berg', email: 'mia@example.org' }
const noah = { name: 'Noah Lind', email: 'noah@example.org' }
const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const request: NewConversation = {
  subject: 'Broken zip',
  body: 'The zip broke on day one.',
  customer: mia,
  channel: 'support',
  tags: [],
  data: {},
}
const thanks = { body: 'Thank you!', customer: mia }

let fake: ReamazeFake
let helpdesk: Helpdesk
let clockAheadMs: number

beforeEach(async () => {
  clockAheadMs = 0
  fake = await startReamazeFake({ nowMs: () => Date.now() + clockAheadMs })
  const { url: baseUrl, email, apiToken } = fake
  helpdesk = createReamaze({ baseUrl, email, apiToken, fetch })
})

afterEach(() => fake.stop())

const hintNow = () => ({ customer: mia, sinceMs: Date.now() })
const replyNow = () => ({ ...hintNow(), body: thanks.body })
const asked = () => fake.requests().map(({ method, url }) => `${method} ${url}`)

test('a request whose answer was lost is found where it arrived, and only there', async () => {
  const hint = hintNow()
  await fake.misbehave('reset-after-processing', { method: 'POST' })
  await expect(helpdesk.open(request, 'cf_1')).rejects.toThrow()
  await fake.behave()
  await fake.misbehave('reset', { method: 'POST' })
  await expect(helpdesk.open(request, 'cf_2')).rejects.toThrow()
  expect(await helpdesk.findConversation('cf_1', hint)).toEqual({ id: 'broken-zip' })
  expect(await helpdesk.findConversation('cf_2', hint)).toBeNull()
})

test('a request is searched by its key among all states, and confirmed by reading it', async () => {
  await helpdesk.open(request, 'cf_1')
  await helpdesk.findConversation('cf_1', hintNow())
  expect(asked().slice(1)).toEqual([
    'GET /api/v1/conversations?filter=all&data%5Bdeskbell_id%5D=cf_1&page=1',
    'GET /api/v1/conversations/broken-zip',
  ])
})

test('a search whose index lags behind says "not yet", and later where it is', async () => {
  fake.vary({ searchesMissed: 2 })
  const conversation = await helpdesk.open(request, 'cf_1')
  expect(await helpdesk.findConversation('cf_1', hintNow())).toBeNull()
  expect(await helpdesk.findConversation('cf_1', hintNow())).toBeNull()
  expect(await helpdesk.findConversation('cf_1', hintNow())).toEqual(conversation)
})

test('F32 F33 a request is found however far our clock is from the helpdesk’s', async () => {
  for (const days of [-400, -3, 3, 400]) {
    clockAheadMs = days * dayMs
    const conversation = await helpdesk.open({ ...request, subject: `Off by ${days}` }, `cf_${days}`)
    expect(await helpdesk.findConversation(`cf_${days}`, hintNow())).toEqual(conversation)
  }
})

test('a helpdesk that ignores the filter is searched, reading only what may be the one', async () => {
  fake.vary({ searchesData: false })
  clockAheadMs = -3 * dayMs
  await helpdesk.open({ ...request, subject: 'Old' }, 'cf_old')
  clockAheadMs = 0
  for (let number = 0; number < 31; number += 1)
    await helpdesk.open({ ...request, subject: 'Not mine', customer: noah }, `cf_noah_${number}`)
  const conversation = await helpdesk.open(request, 'cf_1')
  await helpdesk.open({ ...request, subject: 'Newer' }, 'cf_2')
  const before = fake.requests().length
  expect(await helpdesk.findConversation('cf_1', hintNow())).toEqual(conversation)
  expect(await helpdesk.findConversation('cf_3', hintNow())).toBeNull()
  expect(
    asked()
      .slice(before)
      .filter((it) => it.includes('not-mine') || it.includes('old')),
  ).toEqual([])
  expect(asked().at(-1)).toContain('page=2')
})

test('a list without end does not prove that the request is not there', async () => {
  const endless = createReamaze({
    baseUrl: 'http://127.0.0.1/api/v1',
    email: 'staff@example.com',
    apiToken: 'token',
    fetch: async () => Response.json({ page_count: 1_000_000, conversations: [foreign], messages: [{}] }),
  })
  const inconclusive = { code: 'malformed', outcome: 'unknown' }
  await expect(endless.findConversation('cf_1', hintNow())).rejects.toMatchObject(inconclusive)
  await expect(endless.findMessage({ id: 'a' }, 'cfr_1', replyNow())).rejects.toMatchObject(inconclusive)
})

const foreign = { slug: 'a', author: noah }

test('a reply whose answer was lost is found by its key, and not taken for another of the same words', async () => {
  const conversation = await helpdesk.open(request, 'cf_1')
  await helpdesk.reply(conversation, thanks, 'cfr_1')
  const hint = replyNow()
  expect(await helpdesk.findMessage(conversation, 'cfr_2', hint)).toBeNull()
  await fake.misbehave('hang-after-processing', { method: 'POST', times: 1 })
  const impatient = createReamaze({ ...settings(), timeoutMs: 1_000 })
  await expect(impatient.reply(conversation, thanks, 'cfr_2')).rejects.toThrow()
  expect(await helpdesk.findMessage(conversation, 'cfr_2', hint)).toEqual({ id: 'cfr_2' })
})

const settings = () => ({ baseUrl: fake.url, email: fake.email, apiToken: fake.apiToken, fetch })

test('where keys do not come back, a reply is known by its author, its words and its time', async () => {
  fake.vary({ originId: 'missing' })
  await expectKnownByWords()
})

test('where keys do not come back, a reply with several files is known by its words too', async () => {
  fake.vary({ originId: 'missing' })
  const conversation = await helpdesk.open(request, 'cf_1')
  const hint = replyNow()
  const attachments = [1, 2].map((it) => ({ url: `https://help.example.org/f/${it}`, name: `${it}.png` }))
  await helpdesk.reply(conversation, { ...thanks, attachments }, 'cfr_1')
  expect(await helpdesk.findMessage(conversation, 'cfr_1', { ...hint, attachments })).toEqual({ id: 'cfr_1' })
  expect(await helpdesk.findMessage(conversation, 'cfr_2', hint)).toBeNull()
})

test('where the helpdesk counts messages itself, a reply is known by its author, its words and its time', async () => {
  fake.vary({ originId: 'number' })
  await expectKnownByWords()
})

async function expectKnownByWords() {
  const conversation = await helpdesk.open(request, 'cf_1')
  clockAheadMs = -5 * minuteMs
  await helpdesk.reply(conversation, thanks, 'cfr_earlier')
  clockAheadMs = 0
  await helpdesk.reply(conversation, { ...thanks, customer: noah }, 'cfr_noah')
  fake.answer(conversation.id, thanks.body)
  const hint = replyNow()
  expect(await helpdesk.findMessage(conversation, 'cfr_1', hint)).toBeNull()
  await helpdesk.reply(conversation, { ...thanks, body: ' Thank\r\nyou! ' }, 'cfr_1')
  expect(await helpdesk.findMessage(conversation, 'cfr_1', { ...hint, body: 'Thank\nyou!' })).toEqual({
    id: 'cfr_1',
  })
  expect(await helpdesk.findMessage(conversation, 'cfr_1', { ...hint, body: 'Thanks' })).toBeNull()
}

test("F32 F33 a helpdesk's clock that is a day off hides nothing that arrived", async () => {
  for (const ahead of [dayMs, -dayMs]) {
    clockAheadMs = ahead
    const conversation = await helpdesk.open(request, `cf_${ahead}`)
    fake.vary({ originId: 'text' })
    await helpdesk.reply(conversation, thanks, 'cfr_1')
    expect(await helpdesk.findConversation(`cf_${ahead}`, hintNow())).toEqual(conversation)
    expect(await helpdesk.findMessage(conversation, 'cfr_1', replyNow())).toEqual({ id: 'cfr_1' })
    fake.vary({ originId: 'missing' })
    expect(await helpdesk.findMessage(conversation, 'cfr_1', replyNow())).toEqual({ id: 'cfr_1' })
  }
})

test('F32 F33 our own clock that was a day off when the attempt began hides nothing that arrived', async () => {
  const conversation = await helpdesk.open(request, 'cf_1')
  await helpdesk.reply(conversation, thanks, 'cfr_1')
  for (const originId of ['text', 'missing'] as const) {
    fake.vary({ originId })
    for (const sinceMs of [Date.now() + dayMs, Date.now() - dayMs]) {
      const hint = { ...replyNow(), sinceMs }
      expect(await helpdesk.findConversation('cf_1', hint)).toEqual(conversation)
      expect(await helpdesk.findMessage(conversation, 'cfr_1', hint)).toEqual({ id: 'cfr_1' })
    }
  }
})

test('a gateway that says 404 to everything does not prove that a message is not there', async () => {
  const conversation = await helpdesk.open(request, 'cf_1')
  await fake.misbehave('status-404', { method: 'GET' })
  await expect(helpdesk.findConversation('cf_1', hintNow())).rejects.toMatchObject({ status: 404 })
  await expect(helpdesk.findMessage(conversation, 'cfr_1', replyNow())).rejects.toMatchObject({ status: 404 })
})

test('a reply that the helpdesk refuses because it has it already is delivered', async () => {
  fake.vary({ repeated: 'refused' })
  const conversation = await helpdesk.open(request, 'cf_1')
  await helpdesk.reply(conversation, thanks, 'cfr_1')
  expect(await helpdesk.reply(conversation, thanks, 'cfr_1')).toEqual({ id: 'cfr_1' })
  expect(fake.conversations()[0]?.messages).toHaveLength(2)
})

test('a reply that the helpdesk refuses for another reason stays refused', async () => {
  const conversation = await helpdesk.open(request, 'cf_1')
  const refused = helpdesk.reply(conversation, { ...thanks, body: '' }, 'cfr_1')
  await expect(refused).rejects.toMatchObject({ outcome: 'refused', status: 422 })
})
