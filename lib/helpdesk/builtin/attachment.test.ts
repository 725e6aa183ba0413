/** What staff see of the files that a message names: kept if they can be had safely, and never a reason to lose it. */
import { createServer, request as plainRequest, type RequestListener } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { newRequestId, openUploads, origin, photo } from '#lib/files/uploads.testing.ts'
import { fetchPublic, internet, type Network } from './attachment-fetch.ts'
import { createAttachmentFiles } from './attachment-files.ts'
import { openDesk } from './builtin.testing.ts'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

const attached = z.object({
  attachments: z.array(z.object({ url: z.string(), file_file_name: z.string() }).catchall(z.unknown())),
})

/** A helpdesk that fetches, and what it shows of the file at `url`. */
async function deskWith(uploads: Awaited<ReturnType<typeof openUploads>>, network: Network = internet) {
  const files = createAttachmentFiles(uploads, [origin], network)
  const desk = await openDesk({ files })
  return async (url: string) => {
    const slug = await desk.open()
    const answer = await desk.post(`/conversations/${slug}/messages`, {
      message: { body: 'See file', attachment: url },
    })
    expect(answer.status).toBe(201)
    return attached.parse(answer.body).attachments[0]
  }
}

/** A server on this machine in place of the public internet: reached under any name, without TLS. */
async function internetOf(listener: RequestListener) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    listener(request, response)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const network: Network = {
    ...internet,
    request: (url, options, answered) =>
      plainRequest(Object.assign(url, { protocol: 'http:', port: String(port) }), options, answered),
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    mayReach: () => true,
  }
  return { network, asked }
}

test('a customer’s upload is listed with its six fields, without asking anybody over the network', async () => {
  const uploads = await openUploads()
  const taking = await uploads.send('Zip broken.jpg', await photo())
  const id = taking.outcome === 'taken' ? taking.upload.id : ''
  const { attachments } = await uploads.attach([id], uploads.requestId)
  const show = await deskWith(uploads, { ...internet, resolve: () => Promise.reject(new Error('asked')) })
  const shown = await show(attachments[0]?.url ?? '')
  expect(shown).toEqual({
    file_file_name: 'Zip broken.jpg',
    file_content_type: 'image/jpeg',
    file_file_size: attachments[0]?.bytes,
    thumb_url: shown?.url,
    url: expect.stringMatching(/^https:\/\/help\.example\.org\/uploads\/[0-9a-f]{32}\/Zip%20broken\.jpg\?/),
    'image?': true,
  })
  expect(await uploads.find(new URL(shown?.url ?? origin))).toMatchObject({ id })
})

test('a file from the internet is fetched once, kept, and shown at our own address', async () => {
  const { network, asked } = await internetOf((_request, response) => response.end('order;sum\n1;2\n'))
  const uploads = await openUploads()
  const shown = await (await deskWith(uploads, network))('https://files.example.com/t/orders%20may.csv?key=1')
  expect(asked).toEqual(['/t/orders%20may.csv?key=1'])
  expect(shown).toMatchObject({
    file_file_name: 'orders may.csv',
    file_content_type: 'text/csv',
    file_file_size: 14,
    'image?': false,
    thumb_url: null,
  })
  expect(await uploads.find(new URL(shown?.url ?? origin))).toMatchObject({ bytes: 14 })
})

describe('what cannot be had safely is listed with the address as given', () => {
  const markup: RequestListener = (_request, response) => response.end('<svg onload="alert(1)"/>')
  const huge: RequestListener = (_request, response) => response.end(Buffer.alloc(26 * 1024 * 1024, 'a'))
  const missing: RequestListener = (_request, response) => response.writeHead(404).end('gone')
  const cut: RequestListener = (_request, response) => {
    response.writeHead(200, { 'Content-Length': '1000' }).write('half')
    response.destroy()
  }
  const silent: RequestListener = () => {}

  test.each([
    ['an SVG', markup],
    ['26 MB', huge],
    ['a file that is gone', missing],
    ['a file that breaks off', cut],
    ['a server that never answers', silent],
  ])('%s', async (_name, listener) => {
    const { network } = await internetOf(listener)
    const uploads = await openUploads()
    const url = 'https://files.example.com/a.txt'
    const shown = await (await deskWith(uploads, { ...network, timeoutMs: 500 }))(url)
    expect(shown).toMatchObject({ url, file_file_name: 'a.txt', file_file_size: 0, 'image?': false })
    expect(uploads.lying()).toEqual([])
  })

  test('S42 a redirect, wherever it leads', async () => {
    const { network, asked } = await internetOf((_request, response) =>
      response.writeHead(302, { Location: 'https://169.254.169.254/latest/meta-data' }).end(),
    )
    const url = 'https://files.example.com/a.txt'
    expect(await (await deskWith(await openUploads(), network))(url)).toMatchObject({ url })
    expect(asked).toEqual(['/a.txt'])
  })

  test('S06 a link of ours that somebody changed, or to another’s upload, is not asked for over the network', async () => {
    const { network, asked } = await internetOf((_request, response) => response.end('x'))
    const uploads = await openUploads()
    const taking = await uploads.send('a.txt', 'secret', newRequestId())
    const id = taking.outcome === 'taken' ? taking.upload.id : ''
    const url = `${origin}/uploads/${id}/a.txt?for=helpdesk&expires=9999999999&signature=${'a'.repeat(43)}`
    expect(await (await deskWith(uploads, network))(url)).toMatchObject({ url, file_file_size: 0 })
    expect(asked).toEqual([])
  })
})

describe('S40 S41 nothing but public addresses over https is ever connected to', () => {
  test.each([
    'http://files.example.com/',
    'https://user@files.example.com/',
    'https://files.example.com:8443/',
    'https://169.254.169.254/latest/meta-data',
    'https://[::ffff:a9fe:a9fe]/',
    'https://[::1]/',
    'https://[fd00::1]/',
    'https://[64:ff9b::a9fe:a9fe]/',
    'https://[2002:a9fe:a9fe::1]/',
    'https://2852039166/',
    'https://0xa9fea9fe/',
    'https://0251.0376.0251.0376/',
    'https://127.1/',
    'https://0/',
    'https://10.0.0.1/',
    'https://100.64.0.1/',
    'https://172.31.255.255/',
    'https://192.168.0.1/',
    'https://localhost/',
    'file:///etc/passwd',
    'gopher://files.example.com/',
  ])('%s', async (url) => {
    const reached: string[] = []
    const spied: Network = {
      ...internet,
      request: (url) => {
        reached.push(url.href)
        throw new Error('connected')
      },
    }
    expect(await fetchPublic(new URL(url), spied)).toBeNull()
    expect(reached).toEqual([])
  })

  test('a name with one public and one private address is not asked, whichever comes first', async () => {
    const [inside, outside] = [
      { address: '10.0.0.1', family: 4 },
      { address: '93.184.215.14', family: 4 },
    ]
    for (const addresses of [
      [inside, outside],
      [outside, inside],
    ]) {
      const { network, asked } = await internetOf((_request, response) => response.end('x'))
      const checked = { ...network, resolve: async () => addresses, mayReach: internet.mayReach }
      expect(await fetchPublic(new URL('https://rebind.example.com/'), checked)).toBeNull()
      expect(asked).toEqual([])
    }
  })

  test('a name that answers otherwise the second time is connected to where it was checked', async () => {
    const answers = ['127.0.0.1', '10.0.0.1']
    const { network, asked } = await internetOf((_request, response) => response.end('x'))
    const rebinding = {
      ...network,
      resolve: async () => [{ address: answers.shift() ?? '10.0.0.1', family: 4 }],
    }
    const answer = await fetchPublic(new URL('https://rebind.example.com/'), rebinding)
    expect(answer?.statusCode).toBe(200)
    expect(asked).toEqual(['/'])
    expect(answers).toEqual(['10.0.0.1'])
    answer?.destroy()
  })

  test('public addresses may be reached', () => {
    expect(internet.mayReach({ address: '93.184.215.14', family: 4 })).toBe(true)
    expect(internet.mayReach({ address: '2606:2800:21f:cb07:6820:80da:af6b:8b2c', family: 6 })).toBe(true)
  })
})
