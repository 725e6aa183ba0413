/** A form that a browser posts by itself: all its text, and its files as they come, whatever one of them is like. */
import { expect, test } from 'vitest'
import { readForm, type TakeFile } from './multipart.ts'

const post = (body: BodyInit) =>
  new Request('https://help.example.com/submit/support', { method: 'POST', body })

const sizeOf: TakeFile<string> = async ({ name, content }, before) => {
  let bytes = 0
  for await (const chunk of content) bytes += chunk.byteLength
  return `${name} ${bytes} ${before.get('request')?.[0]}`
}

function form(files: readonly File[]): FormData {
  const body = new FormData()
  body.set('request', 'r1')
  for (const file of files) body.append('attachments', file)
  body.set('name', 'Mia')
  body.append('upload', 'a')
  body.append('upload', 'b')
  return body
}

test('files arrive with the fields before them, and the fields after them arrive as well', async () => {
  const large = new Uint8Array(3_000_000)
  const reading = await readForm(
    post(form([new File([large], 'large.pdf'), new File(['x'], 'Ü "1".txt')])),
    sizeOf,
  )
  expect(reading).toMatchObject({ outcome: 'read', files: ['large.pdf 3000000 r1', 'Ü "1".txt 1 r1'] })
  expect(reading.outcome === 'read' && [...reading.fields]).toEqual([
    ['request', ['r1']],
    ['name', ['Mia']],
    ['upload', ['a', 'b']],
  ])
})

test('a file that is refused at its start or in its middle holds up nothing that follows it', async () => {
  const takers: TakeFile<string>[] = [
    async () => 'at its start',
    async ({ content }) => {
      for await (const _chunk of content) break
      return 'in its middle'
    },
    sizeOf,
  ]
  const large = new Uint8Array(2_000_000)
  const files = takers.map((_taker, index) => new File([large], `${index}.bin`))
  const reading = await readForm(post(form(files)), (file, before) => {
    const taker = takers[Number.parseInt(file.name, 10)] ?? sizeOf
    return taker(file, before)
  })
  expect(reading).toMatchObject({ files: ['at its start', 'in its middle', '2.bin 2000000 r1'] })
  expect(reading.outcome === 'read' && reading.fields.get('name')).toEqual(['Mia'])
})

test('where no file was chosen there is none, and files under another name are not looked at', async () => {
  const body = form([new File([], '')])
  body.set('document', new File(['x'], 'x.txt'))
  expect(await readForm(post(body), sizeOf)).toMatchObject({ outcome: 'read', files: [] })
})

test.each([
  ['one text', new URLSearchParams({ message: 'x'.repeat(300_000) })],
  [
    'many texts',
    new URLSearchParams(Object.fromEntries([...'abcdefgh'].map((name) => [name, 'x'.repeat(40_000)]))),
  ],
  [
    'many parts',
    new URLSearchParams(Object.fromEntries([...Array(400).keys()].map((name) => [`${name}`, 'x']))),
  ],
])('S70 %s beyond the limit are refused', async (_name, body) => {
  expect(await readForm(post(body), sizeOf)).toEqual({ outcome: 'too-large' })
})

test('S27 a packed body is not read: no browser sends one', async () => {
  const headers = { 'content-encoding': 'gzip', 'content-type': 'application/x-www-form-urlencoded' }
  const body = new ReadableStream(
    {
      pull() {
        throw new Error('it was read')
      },
    },
    { highWaterMark: 0 },
  )
  const init = { method: 'POST', headers, body, duplex: 'half' }
  const packed = new Request('https://help.example.com/submit/support', init)
  expect(await readForm(packed, sizeOf)).toEqual({ outcome: 'malformed' })
})

test('a body that breaks off inside a file ends the reading of the file, and is no form', async () => {
  const endings: string[] = []
  const body = new Response(form([new File([new Uint8Array(1_000_000)], 'a.bin')]))
  const bytes = new Uint8Array(await body.arrayBuffer()).slice(0, 500_000)
  const request = new Request('https://help.example.com/submit/support', {
    method: 'POST',
    headers: { 'content-type': body.headers.get('content-type') ?? '' },
    body: bytes,
  })
  const reading = await readForm(request, async ({ content }) => {
    try {
      for await (const _chunk of content);
    } catch {
      endings.push('broken')
    }
    return 'a'
  })
  expect([reading.outcome, endings]).toEqual(['malformed', ['broken']])
})

test.each([
  ['nothing', null],
  ['text', 'hello'],
])('%s is no form', async (_name, body) => {
  expect(await readForm(post(body ?? ''), sizeOf)).toEqual({ outcome: 'malformed' })
})
