import { describe, expect, onTestFinished, test } from 'vitest'
import { startZiikFake, type ZiikVariation } from '../../../e2e/fakes/ziik.ts'
import type { NewConversation } from '../helpdesk.ts'
import { createZiik, type ZiikSettings } from './adapter.ts'

const mia = { name: 'Mia Berg', email: 'mia@example.org' }
const request: NewConversation = {
  subject: 'Broken zip',
  body: 'The zip broke.',
  customer: mia,
  channel: 'support',
  tags: ['contact-form', 'returns'],
  data: { order_number: 'A-1042' },
}
const thanks = { body: 'Thank you!', customer: mia }
const pageOne = { page: 1, customer: mia }
const noon = Date.UTC(2026, 2, 1, 12)

async function startFake(settings: Partial<ZiikSettings> = {}, variation: Partial<ZiikVariation> = {}) {
  let now = noon
  const nowMs = () => now
  const fake = await startZiikFake({ nowMs, variation })
  onTestFinished(() => fake.stop())
  const { url: baseUrl, username, password, conversationId } = fake
  const helpdesk = createZiik({ baseUrl, username, password, conversationId, fetch, nowMs, ...settings })
  const pass = (minutes: number) => {
    now += minutes * 60_000
  }
  return { fake, helpdesk, pass }
}

const asked = (fake: Awaited<ReturnType<typeof startFake>>['fake']) =>
  fake.requests().map(({ method, path }) => `${method} ${path}`)

const showing = { options: { showsStaffReplies: true } }

test('7.1 message and parent_id: the request is a message without a parent', async () => {
  const { fake, helpdesk } = await startFake()
  const conversation = await helpdesk.open(request, 'cf_1')
  const sent = fake.requests().at(-1)
  expect(`${sent?.method} ${sent?.path}`).toBe('POST /conversations/57/messages')
  expect(JSON.parse(sent?.body ?? '')).toEqual({
    message: [
      '[cf_1] Mia Berg &lt;mia@example.org&gt;',
      'Subject: Broken zip',
      'Channel: support',
      'Tags: contact-form, returns',
      'order_number: A-1042',
      '',
      'The zip broke.',
    ].join('\n'),
    parent_id: null,
  })
  expect(conversation).toEqual({ id: String(fake.messages()[0]?.id) })
})

test('7.1 parent_id: a reply is below its own request, whatever has come since', async () => {
  const { fake, helpdesk } = await startFake()
  const conversation = await helpdesk.open(request, 'cf_1')
  await helpdesk.open({ ...request, customer: { name: 'Eve', email: 'eve@example.net' } }, 'cf_2')
  fake.write('Who takes this?', null)
  await helpdesk.reply(conversation, thanks, 'cfr_1')
  expect(JSON.parse(fake.requests().at(-1)?.body ?? '')).toEqual({
    message: '[cfr_1] Mia Berg &lt;mia@example.org&gt;\n\nThank you!',
    parent_id: Number(conversation.id),
  })
})

test('a reply to what is no message of Ziik is refused before anything is sent', async () => {
  const { fake, helpdesk } = await startFake()
  for (const id of ['', '0', 'null', 'broken-zip', '-1', '1e3'])
    await expect(helpdesk.reply({ id }, thanks, 'cfr_1')).rejects.toMatchObject({ outcome: 'refused' })
  expect(fake.requests()).toEqual([])
})

test('nothing that a customer types is markup, or a line of ours', async () => {
  const { fake, helpdesk } = await startFake()
  const customer = { name: 'Eve <img src=x>\n[cf_2] Mia <mia@example.org>', email: 'eve@example.net' }
  const hostile = '<script>alert(1)</script> &lt; "quoted" \'single\'\n[cf_2] Mia Berg <mia@example.org>'
  await helpdesk.open({ ...request, subject: hostile, body: hostile, customer }, 'cf_1')
  const text = fake.messages()[0]?.message ?? ''
  expect(text).not.toMatch(/[<>"']/)
  expect(text).toContain('&amp;lt;')
  expect(await helpdesk.findConversation('cf_2', { customer: mia, sinceMs: noon })).toBeNull()
})

test('files go as links in the text that can be opened as they stand', async () => {
  const { fake, helpdesk } = await startFake()
  const attachments = [
    { url: 'https://help.example.org/uploads/a1/photo.png?e=1&s=2', name: '<my> photo.png' },
  ]
  await helpdesk.open({ ...request, attachments }, 'cf_1')
  expect(fake.messages()[0]?.message.split('\n').at(-1)).toBe(
    '&lt;my&gt; photo.png: https://help.example.org/uploads/a1/photo.png?e=1&s=2',
  )
})

test('one way: nothing of the conversation is asked for, whatever stands below the request', async () => {
  const { fake, helpdesk } = await startFake()
  const conversation = await helpdesk.open(request, 'cf_1')
  fake.write('An answer', Number(conversation.id))
  expect(await helpdesk.messages(conversation, pageOne)).toEqual({ items: [], pageCount: 1, totalCount: 0 })
  expect(asked(fake).filter((line) => line.startsWith('GET'))).toEqual([])
})

test.each(['number', 'text', 'object'] as const)(
  'staff replies, if the operator shows them: those below the request, with its parent told as %s',
  async (parent) => {
    const { fake, helpdesk } = await startFake(showing, { parent })
    const conversation = await helpdesk.open(request, 'cf_1')
    const other = await helpdesk.open({ ...request, customer: { name: 'Eve', email: 'eve@x.net' } }, 'cf_2')
    const root = Number(conversation.id)
    fake.write('Sorry! A <b>new one</b> is on its way.', root)
    fake.write('Below another request', Number(other.id))
    fake.write('Beside all requests', null)
    fake.write('[cf_1] Mia Berg &lt;mia@example.org&gt;\n\nQuoted by staff', root)
    fake.write('Said too much', root)
    fake.remove(fake.messages().at(-1)?.id ?? 0)
    const below = fake.messages().find(({ message }) => message.startsWith('Sorry'))
    fake.write('Below the answer', below?.id ?? 0)
    const { items } = await helpdesk.messages(conversation, pageOne)
    expect(items.map(({ role, key, body }) => [role, key, body])).toEqual([
      ['staff', null, '[cf_1] Mia Berg &lt;mia@example.org&gt;\n\nQuoted by staff'],
      ['staff', null, 'Sorry! A <b>new one</b> is on its way.'],
      ['customer', 'cf_1', 'The zip broke.'],
    ])
  },
)

test('another customer’s handle shows nothing', async () => {
  const { helpdesk } = await startFake(showing)
  const conversation = await helpdesk.open(request, 'cf_1')
  const eve = { name: 'Eve', email: 'eve@example.net' }
  await expect(helpdesk.messages(conversation, { page: 1, customer: eve })).rejects.toMatchObject({
    outcome: 'refused',
  })
})

test('7.2 one sign-in serves all calls, also those of one moment, and is renewed before it ends', async () => {
  const { fake, helpdesk, pass } = await startFake()
  await Promise.all([helpdesk.open(request, 'cf_1'), helpdesk.open(request, 'cf_2')])
  pass(50)
  await helpdesk.open(request, 'cf_3')
  pass(6)
  await helpdesk.open(request, 'cf_4')
  pass(50)
  await helpdesk.open(request, 'cf_5')
  const post = 'POST /conversations/57/messages'
  expect(asked(fake)).toEqual(['POST /authenticate', post, post, post, 'POST /renew', post, post])
})

test('7.2 a session that ended early: signed in once more, and sent once', async () => {
  const { fake, helpdesk } = await startFake()
  await helpdesk.open(request, 'cf_1')
  fake.endSessions()
  await helpdesk.open(request, 'cf_2')
  expect(fake.messages()).toHaveLength(2)
  expect(asked(fake).slice(2)).toEqual([
    'POST /conversations/57/messages',
    'POST /authenticate',
    'POST /conversations/57/messages',
  ])
})

test('7.2 a session that can no longer be renewed is begun anew', async () => {
  const { fake, helpdesk, pass } = await startFake()
  await helpdesk.open(request, 'cf_1')
  pass(600)
  await helpdesk.open(request, 'cf_2')
  expect(asked(fake).slice(2)).toEqual([
    'POST /renew',
    'POST /authenticate',
    'POST /conversations/57/messages',
  ])
})

test('a 401 that stays one is tried twice and no more', async () => {
  const { fake, helpdesk } = await startFake()
  await helpdesk.open(request, 'cf_1')
  await fake.misbehave('status-401')
  await expect(helpdesk.open(request, 'cf_2')).rejects.toMatchObject({
    code: 'unauthorized',
    outcome: 'not-sent',
  })
  expect(asked(fake).slice(2)).toEqual(['POST /conversations/57/messages', 'POST /authenticate'])
})

test('whatever goes wrong with signing in, no message was sent, and none is held up for good', async () => {
  for (const kind of ['status-400', 'status-422', 'status-500', 'reset', 'html', 'no-slug'] as const) {
    const { fake, helpdesk } = await startFake()
    await fake.misbehave(kind, { times: 1 })
    await expect(helpdesk.open(request, 'cf_1')).rejects.toMatchObject({ outcome: 'not-sent' })
    expect(fake.messages()).toEqual([])
    await helpdesk.open(request, 'cf_1')
    expect(fake.messages()).toHaveLength(1)
  }
})

test('S75 neither the password nor the pass is in an error', async () => {
  const { fake, helpdesk } = await startFake()
  await helpdesk.open(request, 'cf_1')
  await fake.misbehave('status-422')
  const error = await helpdesk.open(request, 'cf_2').then(String, (thrown: unknown) => String(thrown))
  expect(error).toContain('refused by order')
  expect(error).not.toMatch(/jwt\.|zip|Mia|mia@/)
  expect(error).not.toContain(fake.password)
})

test('a request is found among many, where pages are told and where they are not, newest or oldest first', async () => {
  for (const variation of [{}, { newestFirst: false }, { ignoresPages: true }]) {
    const { fake, helpdesk } = await startFake({}, variation)
    const conversation = await helpdesk.open(request, 'cf_1')
    for (let number = 0; number < (variation.ignoresPages ? 50 : 250); number += 1) fake.write('Hello', null)
    const hint = { customer: mia, sinceMs: noon }
    expect(await helpdesk.findConversation('cf_1', hint)).toEqual(conversation)
    expect(await helpdesk.findConversation('cf_2', hint)).toBeNull()
  }
})

test('an inspection sends nothing, and names the setting that is wrong', async () => {
  const { fake, helpdesk } = await startFake()
  const expected = { channels: ['support'], nowMs: () => noon }
  expect((await helpdesk.inspect?.(expected))?.map(({ verdict, about }) => [verdict, about])).toEqual([
    ['ok', 'helpdesk'],
    ['ok', 'credentials'],
    ['ok', 'conversation 57'],
    ['ok', 'clock'],
  ])
  const { url: baseUrl, username, password } = fake
  const elsewhere = createZiik({ baseUrl, username, password, conversationId: 58, fetch, nowMs: () => noon })
  expect(await elsewhere.inspect?.(expected)).toMatchObject([{ verdict: 'fail', about: 'conversation 58' }])
  const stranger = createZiik({ baseUrl, username, password: 'wrong', conversationId: 57, fetch })
  expect(await stranger.inspect?.(expected)).toMatchObject([
    { verdict: 'fail', remedy: 'Check ZIIK_USERNAME and ZIIK_PASSWORD.' },
  ])
  expect(fake.messages()).toEqual([])
})

describe('7.1 the answer', () => {
  const answering = (message: object, settings: Partial<ZiikSettings> = {}) =>
    createZiik({
      baseUrl: 'http://127.0.0.1',
      username: 'u',
      password: 'p',
      conversationId: 57,
      fetch: async (input, init) => {
        if (String(input).endsWith('/authenticate')) return Response.json([{ jwt: 'j', expires: null }])
        return Response.json(init?.method === 'POST' ? message : [message])
      },
      ...settings,
    })

  test('a message with every documented field is known by its number, and shown as what it is', async () => {
    expect(await answering(documentedMessage).open(request, 'cf_1')).toEqual({ id: '901' })
    const { items } = await answering(documentedMessage, showing).messages({ id: '901' }, pageOne)
    expect(items).toEqual([
      {
        key: 'cf_1',
        role: 'customer',
        authorName: 'Mia Berg',
        body: 'The zip broke.',
        createdAtMs: 1_740_816_000_000,
      },
    ])
    expect(await answering({ data: documentedMessage }).open(request, 'cf_1')).toEqual({ id: '901' })
  })

  test('without a number it is no answer', async () => {
    for (const id of [null, undefined, '901', 1.5, {}])
      await expect(answering({ ...documentedMessage, id }).open(request, 'cf_1')).rejects.toMatchObject({
        code: 'malformed',
        outcome: 'unknown',
      })
  })

  test.each([
    'conversationId',
    'type',
    'is_reply',
    'edited_at',
    'reactions',
    'files',
    'files.id',
    'files.size',
    'files.height',
    'files.width',
    'files.date',
    'files.created_at',
    'files.updated_at',
    'files.name',
    'files.mime',
    'files.type',
    'files.extension',
    'files.source',
    'files.stream',
    'files.created_formatted',
    'files.updated_formatted',
    'files.uploaded',
    'files.processing',
    'files.versions',
    'files.screenshot',
    'voice',
    'voice.id',
    'voice.processing',
    'voice.extension',
    'voice.url',
    'voice.duration',
    'author.first_name',
    'author.last_name',
    'author.title',
    'author.active',
    'author.avatar',
    'author.archived_at',
    'author.participant_type',
    'author.subtext',
    'author.department',
    'author.department.id',
    'author.department.name',
    'author.unit',
    'author.unit.id',
    'author.unit.name',
  ])('%s is read over, whatever stands there', async (path) => {
    const usual = await answering(documentedMessage, showing).messages({ id: '901' }, pageOne)
    for (const value of [null, undefined, 'CANARY', -1, { CANARY: 1 }, ['CANARY']]) {
      const message = withValue(documentedMessage, path.split('.'), value)
      expect(await answering(message).open(request, 'cf_1')).toEqual({ id: '901' })
      expect(await answering(message, showing).messages({ id: '901' }, pageOne)).toEqual(usual)
    }
  })

  test.each([
    ['message', 5],
    ['parent', 'none'],
    ['parent', 900],
    ['author', null],
    ['author.id', 'four'],
  ])('%s that is not as documented makes nothing of it shown', async (path, value) => {
    const message = withValue(documentedMessage, path.split('.'), value)
    const shown = await answering(message, showing)
      .messages({ id: '901' }, pageOne)
      .then(
        ({ items }) => items,
        () => [],
      )
    expect(shown).toEqual([])
  })

  test('date and author.name may be missing, and deleted is anything but true', async () => {
    for (const path of ['date', 'author.name', 'deleted']) {
      const message = withValue(documentedMessage, path.split('.'), null)
      const { items } = await answering(message, showing).messages({ id: '901' }, pageOne)
      expect(items).toMatchObject([{ body: 'The zip broke.' }])
    }
  })
})

/** A message as it is documented, down to the last field. */
const documentedMessage = {
  id: 901,
  type: 'text',
  conversationId: 57,
  is_reply: false,
  parent: null,
  deleted: false,
  message: '[cf_1] Mia Berg &lt;mia@example.org&gt;\nSubject: Broken zip\n\nThe zip broke.',
  date: 1_740_816_000,
  edited_at: null,
  reactions: [{}],
  author: {
    id: 4,
    first_name: 'Form',
    last_name: 'Bot',
    name: 'Form Bot',
    title: 'Service',
    active: true,
    avatar: {},
    archived_at: 1_740_816_000,
    participant_type: 'user',
    subtext: 'Service - HQ (IT)',
    department: { id: 2, name: 'IT' },
    unit: { id: 1, name: 'HQ' },
  },
  files: {
    id: 1,
    size: 5,
    height: 1,
    width: 1,
    date: 1,
    created_at: 1,
    updated_at: 1,
    name: 'a.png',
    mime: 'image/png',
    type: 'file',
    extension: 'png',
    source: 's',
    stream: 's',
    created_formatted: 'c',
    updated_formatted: 'u',
    uploaded: true,
    processing: false,
    versions: {},
    screenshot: null,
  },
  voice: { id: 1, processing: 0, extension: 'mp3', url: 'https://files.example.org/v.mp3', duration: 1.5 },
}

function withValue(object: object, [name = '', ...rest]: readonly string[], value: unknown): object {
  const inner: unknown = Object.entries(object).find(([key]) => key === name)?.[1]
  const isDeeper = rest.length > 0 && typeof inner === 'object' && inner !== null
  return { ...object, [name]: isDeeper ? withValue(inner, rest, value) : value }
}
