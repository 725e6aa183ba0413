/** What comes in at the upload door, whatever a browser, a bad line or an attacker makes of it. */
import { describe, expect, test } from 'vitest'
import { readAll } from './files.contract.ts'
import { type BodyLimits, readUploadBody } from './upload-body.ts'

const requestId = 'r'.repeat(43)
const limits = { idleMs: 5_000, totalMs: 5_000, maxBytes: 1_000_000 }

const field = (name: string, value: string) =>
  `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
const file = (content: string, { name = 'a.txt', type = 'text/plain', at = 'file' } = {}) =>
  `--x\r\nContent-Disposition: form-data; name="${at}"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n${content}\r\n`
const form = (...parts: string[]) => `${parts.join('')}--x--\r\n`

function bodyOf(...chunks: readonly (string | Error | Promise<never>)[]): ReadableStream<Uint8Array> {
  const left = [...chunks]
  return new ReadableStream({
    async pull(controller) {
      const chunk = await left.shift()
      if (chunk === undefined) controller.close()
      else if (chunk instanceof Error) controller.error(chunk)
      else controller.enqueue(Buffer.from(chunk))
    },
  })
}

interface Arrived {
  readonly requestId: string
  readonly name: string
  readonly content: string
}

function reading(body: ReadableStream<Uint8Array>, given: Partial<BodyLimits> = {}) {
  return readUploadBody<Arrived | 'broken'>(
    {
      contentType: 'multipart/form-data; boundary=x',
      body,
      take: async ({ content, ...arrived }) => {
        const bytes = await readAll(content).catch(() => null)
        return bytes ? { ...arrived, content: bytes.toString() } : 'broken'
      },
    },
    { ...limits, ...given },
  )
}

test('one file after the request’s id', async () => {
  expect(await reading(bodyOf(form(field('request', requestId), file('hello'))))).toEqual({
    requestId,
    name: 'a.txt',
    content: 'hello',
  })
})

test('cut into single bytes it is the same file', async () => {
  const whole = form(field('request', requestId), file('Grüße', { name: 'größe.txt' }))
  const bytes = [...Buffer.from(whole)].map((byte) => Uint8Array.of(byte))
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const byte = bytes.shift()
      if (byte) controller.enqueue(byte)
      else controller.close()
    },
  })
  expect(await reading(body)).toEqual({ requestId, name: 'größe.txt', content: 'Grüße' })
})

test.each(['image/svg+xml; x', 'IMAGE/PNG', 'text/html;charset=utf-8', 'multipart/mixed', ''])(
  'S30 the declared type %j changes nothing',
  async (type) => {
    const body = bodyOf(form(field('request', requestId), file('hello', { type })))
    expect(await reading(body)).toMatchObject({ content: 'hello' })
  },
)

test('S30 a quote in a name is a quote', async () => {
  const body = bodyOf(form(field('request', requestId), file('a', { name: 'say %22hi%22.txt' })))
  expect(await reading(body)).toMatchObject({ name: 'say "hi".txt' })
})

describe('what is no upload is taken as none', () => {
  test.each([
    ['the file before the request’s id', form(file('hello'), field('request', requestId))],
    ['no request’s id', form(file('hello'))],
    ['something else as the id', form(field('request', '../../etc'), file('hello'))],
    ['no file', form(field('request', requestId))],
    ['a file in another field', form(field('request', requestId), file('a', { at: 'other' }))],
    ['nothing', ''],
    ['no multipart', 'hello'],
    [
      'many fields',
      form(...Array.from({ length: 50 }, () => field('a', 'b')), field('request', requestId), file('a')),
    ],
  ])('%s', async (_name, content) => {
    expect(await reading(bodyOf(content))).toBeNull()
  })

  test.each([
    '',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'multipart/form-data; x',
  ])('the type %j', async (contentType) => {
    const take = () => Promise.reject(new Error('taken'))
    expect(await readUploadBody({ contentType, body: bodyOf(form(file('a'))), take }, limits)).toBeNull()
  })
})

test('a second file is not looked at', async () => {
  const body = bodyOf(form(field('request', requestId), file('first'), file('second')))
  expect(await reading(body)).toMatchObject({ content: 'first' })
})

describe('S38 a file that does not arrive whole is broken', () => {
  const start = `${field('request', requestId)}${file('hello').slice(0, -4)}`
  const never = new Promise<never>(() => {})

  test.each([
    ['cut off', bodyOf(start)],
    ['the connection lost', bodyOf(start, new Error('reset'))],
  ])('%s', async (_name, body) => {
    expect(await reading(body)).toBe('broken')
  })

  test('no further byte comes', async () => {
    expect(await reading(bodyOf(start, never), { idleMs: 50 })).toBe('broken')
  })

  test('a byte at a time without end, in the total time and in the total size', async () => {
    const endless = () => {
      let begun = false
      return new ReadableStream<Uint8Array>({
        pull(controller) {
          controller.enqueue(begun ? Uint8Array.of(97) : Buffer.from(start))
          begun = true
        },
      })
    }
    expect(await reading(endless(), { totalMs: 100, maxBytes: 1e9 })).toBe('broken')
    expect(await reading(endless(), { maxBytes: 2_000 })).toBe('broken')
  })
})

test('a file that is refused at its first byte is answered, and the rest of the body is read and thrown away', async () => {
  const chunks = [
    field('request', requestId),
    file('a').slice(0, -2),
    ...Array.from({ length: 50 }, () => 'a'.repeat(10_000)),
  ]
  let read = 0
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const chunk = chunks[read]
      read += 1
      if (chunk === undefined) controller.close()
      else controller.enqueue(Buffer.from(chunk))
    },
  })
  const answer = await readUploadBody(
    { contentType: 'multipart/form-data; boundary=x', body, take: async () => 'refused' },
    limits,
  )
  expect(answer).toBe('refused')
  expect(read).toBeGreaterThan(50)
})
