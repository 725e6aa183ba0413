import { expect, onTestFinished, test } from 'vitest'
import { type OmnideskVariation, startOmnideskFake } from '../../../e2e/fakes/omnidesk.ts'
import type { NewConversation } from '../helpdesk.ts'
import { createOmnidesk, type OmnideskSettings } from './adapter.ts'

const mia = { name: 'Mia Berg', email: 'mia@example.org' }
const request: NewConversation = {
  subject: 'Broken zip',
  body: 'The zip broke on day one.',
  customer: mia,
  channel: 'support',
  tags: ['contact-form'],
  data: { order_number: 'A-1042' },
}
const thanks = { body: 'Thank you!', customer: mia }
const pageOne = { page: 1, customer: mia }

async function startFake(
  settings: Partial<OmnideskSettings> = {},
  variation: Partial<OmnideskVariation> = {},
) {
  const fake = await startOmnideskFake({ variation })
  onTestFinished(() => fake.stop())
  const own = { baseUrl: fake.url, apiKey: fake.apiKey, brandId: 3, channelId: 7, create: 'ticket' } as const
  const helpdesk = createOmnidesk({ ...own, fetch, ...settings })
  const sent = () =>
    fake
      .requests()
      .filter(({ method }) => method === 'POST')
      .map(({ path, fields }) => ({ path, ...Object.fromEntries(fields ?? []) }))
  return { fake, helpdesk, sent }
}

const textOf = (...lines: string[]) => lines.join('\r\n')

test('8.3 POST /ticket: brandID, channelID, direction, from, fromName and title, and nothing else', async () => {
  const { helpdesk, sent } = await startFake()
  await helpdesk.open(request, 'cf_1')
  expect(sent()[0]).toEqual({
    path: '/ticket',
    brandID: '3',
    channelID: '7',
    direction: 'inbound',
    from: 'mia@example.org',
    fromName: 'Mia Berg',
    title: '[cf_1] Broken zip',
  })
})

test('8.1 ticketID, type and message: the words, and below them what has no field', async () => {
  const { helpdesk, sent } = await startFake()
  const { id } = await helpdesk.open(request, 'cf_1')
  const facts = ['Channel: support', 'Tags: contact-form', 'order_number: A-1042', '[cf_1]']
  expect(sent().slice(1)).toEqual([
    {
      path: '/message',
      ticketID: id,
      type: 'contactform',
      message: textOf(request.body, '', '--', ...facts),
    },
  ])
})

test('8.1 ccInput is the one colleague in copy, and toAddress takes the others, separated by commas', async () => {
  const { helpdesk, sent } = await startFake()
  const recipients = ['a@example.org', 'b@example.org', 'c@example.org']
  await helpdesk.open({ ...request, recipients: recipients.slice(0, 1) }, 'cf_1')
  await helpdesk.open({ ...request, recipients }, 'cf_2')
  expect(sent()[1]).toMatchObject({ ccInput: 'a@example.org' })
  expect(sent()[1]).not.toHaveProperty('toAddress')
  expect(sent()[3]).toMatchObject({ ccInput: 'a@example.org', toAddress: 'b@example.org,c@example.org' })
})

test('8.1 respondMessageID is the newest message that the customer can see', async () => {
  const { fake, helpdesk, sent } = await startFake()
  const ticket = await helpdesk.open(request, 'cf_1')
  fake.write(Number(ticket.id), 'Sorry!')
  fake.write(Number(ticket.id), 'They complain a lot.', { type: 'note' })
  await helpdesk.reply(ticket, thanks, 'cfr_1')
  const answer = fake.tickets()[0]?.timeline.find(({ type }) => type === 'message')
  expect(sent().at(-1)).toEqual({
    path: '/message',
    ticketID: ticket.id,
    type: 'contactform',
    respondMessageID: String(answer?.id),
    message: textOf('Thank you!', '', '--', '[cfr_1]'),
  })
})

test('8.1 plaintext stays out, so that the message itself is used', async () => {
  const { helpdesk, sent } = await startFake()
  await helpdesk.open(request, 'cf_1')
  expect(sent()[1]).not.toHaveProperty('plaintext')
})

test('8.1 bccInput, forwardedFileIDs, sendAt, userID and submitStatus go out as the operator has set them', async () => {
  const options = {
    bccInput: 'archive@example.com',
    forwardedFileIDs: [11, 12],
    sendAt: '2026-03-01 09:00:00',
    userID: 4,
    submitStatus: 'open',
  }
  const { fake, helpdesk } = await startFake({ options })
  const ticket = await helpdesk.open(request, 'cf_1')
  await helpdesk.reply(ticket, thanks, 'cfr_1')
  const messages = fake.requests().filter(({ path }) => path === '/message')
  const optionsIn = (fields: (typeof messages)[number]['fields']) =>
    (fields ?? []).filter(([name]) => Object.hasOwn(options, name))
  expect(messages.map(({ fields }) => optionsIn(fields))).toEqual(
    Array(2).fill([
      ['bccInput', 'archive@example.com'],
      ['forwardedFileIDs', '11'],
      ['forwardedFileIDs', '12'],
      ['sendAt', '2026-03-01 09:00:00'],
      ['userID', '4'],
      ['submitStatus', 'open'],
    ]),
  )
})

test('8.1 no option goes out unless it is set, and a customer sets none', async () => {
  const { helpdesk, sent } = await startFake()
  const hostile = {
    bccInput: 'eve@example.org',
    userID: '1',
    sendAt: '2026-01-01 00:00:00',
    submitStatus: 'x',
  }
  await helpdesk.open({ ...request, data: hostile }, 'cf_1')
  expect(Object.keys(sent()[1] ?? {}).sort()).toEqual(['message', 'path', 'ticketID', 'type'])
})

test('an option that Omnidesk would refuse is refused at the start', () => {
  const create = (options: object) =>
    createOmnidesk({
      baseUrl: 'http://127.0.0.1',
      apiKey: 'k',
      brandId: 3,
      channelId: 7,
      create: 'ticket',
      options,
      fetch,
    })
  expect(() => create({ sendAt: '2026-03-01T09:00:00Z' })).toThrow('YYYY-MM-DD HH:MM:SS')
  expect(() => create({ bccInput: 'a@example.org,b@example.org' })).toThrow('bccInput')
  expect(() => create({ forwardedFileIDs: ['eleven'] })).toThrow('forwardedFileIDs')
})

test('8.2 POST /message/chatbot: brandID, subject, from and message', async () => {
  const { helpdesk, sent } = await startFake({ create: 'chatbot' }, { ticketPermission: false })
  const conversation = await helpdesk.open({ ...request, body: 'Zip' }, 'cf_1')
  await helpdesk.reply(conversation, { ...thanks, body: '!' }, 'cfr_1')
  const facts = ['Name: Mia Berg', 'Channel: support', 'Tags: contact-form', 'order_number: A-1042']
  expect(sent()).toEqual([
    {
      path: '/message/chatbot',
      brandID: '3',
      subject: '[cf_1] Broken zip',
      from: 'mia@example.org',
      message: textOf('Zip', '', '--', ...facts, '[cf_1]'),
    },
    {
      path: '/message/chatbot',
      brandID: '3',
      subject: '[cfr_1] Re: [cf_1]',
      from: 'mia@example.org',
      message: textOf('!', '', '--', 'Name: Mia Berg', '[cfr_1]'),
    },
  ])
})

test('files go as links in the text', async () => {
  const { helpdesk, sent } = await startFake()
  const attachments = [{ url: 'https://help.example.org/uploads/a1/photo.png?s=1', name: 'photo.png' }]
  await helpdesk.open({ ...request, attachments }, 'cf_1')
  expect(sent()[1]).toMatchObject({
    message: expect.stringContaining('[photo.png](https://help.example.org/uploads/a1/photo.png?s=1)'),
  })
})

test('the key goes in the header that is documented for it, never in an address', async () => {
  const { fake, helpdesk } = await startFake()
  await helpdesk.messages(await helpdesk.open(request, 'cf_1'), pageOne)
  for (const { headers, query, path } of fake.requests()) {
    expect(headers.apikey).toBe(fake.apiKey)
    expect(`${path}?${query}`).not.toContain(fake.apiKey)
  }
})

test.each(['ticketID', 'id', 'item.ticketID', 'item.id', 'text'] as const)(
  'a new ticket is known by its id, told as %s',
  async (ticketAnswer) => {
    const { fake, helpdesk } = await startFake({}, { ticketAnswer })
    expect(await helpdesk.open(request, 'cf_1')).toEqual({ id: String(fake.tickets()[0]?.ticketID) })
  },
)

test('S10 only entries that are known to be for the customer are shown, and a note never, not even if allowed', async () => {
  const { fake, helpdesk } = await startFake({
    options: { shownEntries: ['message', 'note', 'event', 'calllog'] },
  })
  const ticket = await helpdesk.open(request, 'cf_1')
  for (const type of ['message', 'note', 'event', 'calllog', 'email', 'chatbot', 'Message', ''])
    fake.write(Number(ticket.id), `This is ${type || 'nothing'}`, { type })
  const { items } = await helpdesk.messages(ticket, pageOne)
  expect(items.map(({ body }) => body)).toEqual(['This is message'])
})

test('a staff answer that quotes the customer with our key stays a staff answer', async () => {
  const { fake, helpdesk } = await startFake()
  const ticket = await helpdesk.open(request, 'cf_1')
  fake.write(Number(ticket.id), 'See below.\n\n--\n[cf_1]')
  const { items } = await helpdesk.messages(ticket, pageOne)
  expect(items.map(({ role, key }) => [role, key])).toEqual([
    ['staff', null],
    ['customer', 'cf_1'],
  ])
})

test('a copy of the customer’s message that came back as HTML is still known by its key', async () => {
  const { helpdesk } = await startFake({}, { asHtml: true })
  const ticket = await helpdesk.open(request, 'cf_1')
  const { items } = await helpdesk.messages(ticket, pageOne)
  expect(items.map(({ key }) => key)).toEqual(['cf_1'])
  expect(await helpdesk.findConversation('cf_1', { customer: mia, sinceMs: 0 })).toEqual(ticket)
})

test('times without a zone are read in the zone of the account, winter and summer', async () => {
  const answering = (created_at: string) =>
    createOmnidesk({
      baseUrl: 'http://127.0.0.1',
      apiKey: 'k',
      brandId: 3,
      channelId: 7,
      create: 'ticket',
      options: { timeZone: 'Europe/Amsterdam' },
      fetch: async () =>
        Response.json({
          type: 'item',
          item: { id: 5, timeline: [{ type: 'message', content: 'Hi', created_at }] },
        }),
    })
  const timeOf = async (text: string) =>
    (await answering(text).messages({ id: '5' }, pageOne)).items[0]?.createdAtMs
  expect(await timeOf('2026-01-15 12:00:00')).toBe(Date.UTC(2026, 0, 15, 11, 0, 0, 999))
  expect(await timeOf('2026-07-15 12:00:00')).toBe(Date.UTC(2026, 6, 15, 10, 0, 0, 999))
  expect(await timeOf('2026-03-29 03:00:00')).toBe(Date.UTC(2026, 2, 29, 1, 0, 0, 999))
  expect(await timeOf('yesterday')).toBe(0)
})

test('S13 another ticket than the one asked for shows nothing', async () => {
  const helpdesk = createOmnidesk({
    baseUrl: 'http://127.0.0.1',
    apiKey: 'k',
    brandId: 3,
    channelId: 7,
    create: 'ticket',
    fetch: async () => Response.json({ type: 'item', item: { ticketID: 6, timeline: [] } }),
  })
  await expect(helpdesk.messages({ id: '5' }, pageOne)).rejects.toMatchObject({ code: 'malformed' })
})

test('a failure that is told with a 2xx is no success', async () => {
  const helpdesk = createOmnidesk({
    baseUrl: 'http://127.0.0.1',
    apiKey: 'k',
    brandId: 3,
    channelId: 7,
    create: 'chatbot',
    fetch: async () => Response.json({ status: 'error', message: 'no' }),
  })
  await expect(helpdesk.open(request, 'cf_1')).rejects.toMatchObject({ outcome: 'unknown' })
})

test('an inspection creates nothing, and names the setting that is wrong', async () => {
  const { fake, helpdesk } = await startFake()
  const expected = { channels: ['support'], nowMs: Date.now }
  const verdicts = (await helpdesk.inspect?.(expected))?.map(({ verdict, about }) => [verdict, about])
  expect(verdicts).toEqual([
    ['ok', 'helpdesk'],
    ['ok', 'credentials'],
    ['ok', 'clock'],
  ])
  fake.vary({ ticketPermission: false })
  expect(await helpdesk.inspect?.(expected)).toMatchObject([
    { verdict: 'fail', about: 'credentials', remedy: 'Check OMNIDESK_API_KEY.' },
  ])
  expect(fake.requests().every(({ method }) => method === 'GET')).toBe(true)
})
