import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startPostgres } from '#lib/db/postgres.testing.ts'
import {
  asked,
  basic,
  faultsOf,
  openDesk,
  publicUrl,
  readAnswer,
  sam,
  type TestDesk,
} from './builtin.testing.ts'

let postgres: Awaited<ReturnType<typeof startPostgres>>
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

describe.each(['sqlite', 'postgres'])('on %s', (engine) => {
  let desk: TestDesk
  beforeAll(async () => {
    desk = await openDesk(engine === 'postgres' ? { databaseUrl: postgres.url } : {})
    await desk.open({ subject: 'zip' })
  })
  afterAll(() => desk.database.close())

  /** How many rows there are of everything. */
  const rows = async () => {
    const count = (table: 'conversation' | 'message' | 'tag' | 'data' | 'follower' | 'contact') =>
      desk.database.kysely
        .selectFrom(`helpdesk_${table}`)
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
    const tables = ['conversation', 'message', 'tag', 'data', 'follower', 'contact'] as const
    return Promise.all(tables.map(async (table) => (await count(table)).count))
  }

  const send = async (
    path: string,
    body: Uint8Array<ArrayBuffer> | string | ReadableStream,
    method = 'POST',
  ) => {
    const init: RequestInit & { duplex: 'half' } = {
      method,
      headers: { Authorization: basic(sam.email, sam.apiToken), 'Content-Type': 'application/json' },
      body,
      // Node demands it of streams.
      duplex: 'half',
    }
    return readAnswer(await desk.handle(new Request(`${publicUrl}/api/v1${path}`, init)))
  }

  test.each([
    ['no JSON', '{"conversation":'],
    ['nothing', ''],
    ['a JSON text', '"conversation"'],
    ['a JSON list', '[]'],
    ['null', 'null'],
    ['invalid UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])],
    ['a list without an end', '['.repeat(500_000)],
  ])('%s is a 400 on every route that takes a body', async (_name, body) => {
    const before = await rows()
    for (const path of ['/conversations', '/conversations/zip/messages', '/contacts'])
      expect((await send(path, body)).status).toBe(400)
    expect((await send('/conversations/zip', body, 'PUT')).status).toBe(400)
    expect(await rows()).toEqual(before)
  })

  test('deep nesting is refused like any wrong value', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    const body = JSON.stringify(asked({ data: { a: 0 } })).replace('{"a":0}', `{"a":${deep}}`)
    expect((await send('/conversations', body)).status).toBe(422)
    expect((await send('/conversations', `{"conversation":${deep}}`)).status).toBe(422)
  })

  test('a body over 1 MiB is a 413, announced or not, and a message just below it arrives', async () => {
    const text = 'x'.repeat(1_048_576)
    expect((await send('/conversations', JSON.stringify(asked({ message: { body: text } })))).status).toBe(
      413,
    )
    const endless = new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array(65_536)) })
    expect((await send('/conversations', endless)).status).toBe(413)
    const fitting = JSON.stringify(asked({ message: { body: text.slice(0, 1_048_000) } }))
    expect((await send('/conversations', fitting)).status).toBe(201)
  })

  test.each([
    ['subject', { subject: 'a\0b' }],
    ['message.body', { message: { body: 'a\0b' } }],
    ['message.body', { message: { body: 'a\ud800b' } }],
    ['user.name', { user: { name: '\udfff', email: 'mia@example.org' } }],
    ['user.email', { user: { email: 'mia\0@example.org' } }],
    ['tag_list.1', { tag_list: ['a', '\0'] }],
    ['data.a', { data: { a: '\0' } }],
    ['message.origin_id', { message: { body: 'x', origin_id: '\0' } }],
    ['message.recipients.0', { message: { body: 'x', recipients: ['\0@example.org'] } }],
    ['message.recipients', { message: { body: 'x', recipients: Array(51).fill('a@example.org') } }],
    ['data', { data: Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`k${index}`, index])) }],
    ['tag_list', { tag_list: Array(101).fill('tag') }],
    ['tag_list.0', { tag_list: ['t'.repeat(101)] }],
    ['user.email', { user: { email: `${'m'.repeat(320)}@example.org` } }],
    ['data.a', { data: { a: { b: 'nested' } } }],
  ])('%s with something that cannot be stored is refused by name', async (field, conversation) => {
    const before = await rows()
    const answer = await desk.post('/conversations', asked(conversation))
    expect(answer.status).toBe(422)
    expect(faultsOf(answer)).toEqual([field])
    expect(await rows()).toEqual(before)
  })

  test('the longest of everything that is allowed is stored', async () => {
    const letters = (length: number) => '漢'.repeat(length)
    const answer = await desk.post(
      '/conversations',
      asked({
        subject: letters(1000),
        tag_list: Array.from({ length: 100 }, (_, index) => `${index}${letters(97)}`),
        data: { deskbell_id: letters(255), [letters(255)]: letters(10_000) },
        user: { name: letters(255), email: `${letters(300)}@example.org` },
        message: {
          body: letters(100),
          origin_id: letters(255),
          recipients: Array.from({ length: 50 }, (_, index) => `${letters(300)}${index}@example.org`),
        },
      }),
    )
    expect(answer.status).toBe(201)
  })

  test('a slug or an address that cannot be stored is that of nothing', async () => {
    for (const slug of ['%00', 'zip%00', '%ED%A0%80', "zip'--"]) {
      expect((await desk.get(`/conversations/${slug}`)).status).toBe(404)
      expect((await desk.get(`/conversations/${slug}/messages`)).status).toBe(404)
      expect((await desk.put(`/conversations/${slug}`, { status: 1 })).status).toBe(404)
      expect((await desk.post(`/conversations/${slug}/messages`, { body: 'x' })).status).toBe(404)
      expect((await desk.put(`/contacts/${slug}`, { name: 'x' })).status).toBe(404)
    }
  })

  test('SQL is only text', async () => {
    const text = "Robert'); drop table helpdesk_message; --"
    const slug = await desk.open({
      subject: text,
      tag_list: [text],
      data: { [text]: text },
      message: { body: text },
    })
    expect((await desk.get(`/conversations/${slug}`)).body).toMatchObject({
      subject: text,
      tag_list: [text],
      data: { [text]: text },
      message: { body: text },
    })
  })

  test('whatever the JSON, the answer is a success or a 4xx that writes nothing', async () => {
    const value = fc.oneof(
      fc.jsonValue(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\0', '\ud800', 1e308, -0),
    )
    const attribute = fc.constantFrom(
      ...['subject', 'category', 'tag_list', 'status', 'data', 'message', 'user', 'assignee', 'hold_until'],
      ...[
        'body',
        'recipients',
        'attachment',
        'visibility',
        'origin_id',
        'suppress_notifications',
        '__proto__',
      ],
    )
    const changed = fc.dictionary(attribute, value, { maxKeys: 3 })
    await fc.assert(
      fc.asyncProperty(changed, changed, value, async (outer, inner, anything) => {
        const before = await rows()
        const message = { body: 'x', ...inner }
        const calls: [string, unknown, string][] = [
          ['/conversations', asked({ message, ...outer }), 'POST'],
          ['/conversations/zip/messages', { message, ...outer }, 'POST'],
          ['/conversations/zip', { conversation: outer }, 'PUT'],
          ['/contacts', outer, 'POST'],
          ['/conversations', anything, 'POST'],
        ]
        let allRefused = true
        for (const [path, body, method] of calls) {
          const { status } = await send(path, JSON.stringify(body), method)
          expect(status).toBeLessThan(500)
          if (status < 400) allRefused = false
        }
        if (allRefused) expect(await rows()).toEqual(before)
      }),
      { numRuns: 150 },
    )
  })

  test('whatever the customer writes is read back letter for letter', async () => {
    const text = fc.string({ unit: 'binary', minLength: 1 }).filter((given) => !given.includes('\0'))
    await fc.assert(
      fc.asyncProperty(text, text, async (subject, body) => {
        const slug = await desk.open({ subject, message: { body } })
        expect((await desk.get(`/conversations/${slug}`)).body).toMatchObject({ subject, message: { body } })
      }),
      { numRuns: 50 },
    )
  })

  test('whatever the query, the answer is a page or a 422', async () => {
    const name = fc.constantFrom(
      ...[
        'filter',
        'tag',
        'origin',
        'page',
        'sent_by',
        'category',
        'start_date',
        'end_date',
        'include',
        'for',
        'for_id',
      ],
      ...['sort', 'q', 'type', 'data[a]', 'data[', 'data[]', '__proto__', 'data'],
    )
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '0',
        '-1',
        '1e9',
        '999999999',
        '9'.repeat(40),
        '\0',
        "' or 1=1",
        '0001-01-01',
        '9999-12-31',
        'staff',
      ),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    )
    await fc.assert(
      fc.asyncProperty(fc.dictionary(name, value, { maxKeys: 4 }), async (query) => {
        const search = new URLSearchParams(query)
        for (const path of ['messages', 'conversations', 'conversations/zip/messages', 'contacts'])
          expect([200, 422]).toContain((await desk.get(`/${path}?${search}`)).status)
      }),
      { numRuns: 150 },
    )
  })
})
