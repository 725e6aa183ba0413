import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import { promisify } from 'node:util'
import { afterEach, expect, test, vi } from 'vitest'
import { welcome } from './welcome.mjs'

afterEach(() => vi.unstubAllEnvs())

const token = `it's "a" token $HOME`

/** A staff API with two conversations, whose newest has a subject that looks like a slug. */
async function startStaffApi() {
  const posted = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const credentials = atob(request.headers.authorization?.replace('Basic ', '') ?? '')
    if (request.method === 'POST') posted.push({ path: request.url, credentials, body: JSON.parse(body) })
    response.end(JSON.stringify({ conversations: conversations() }))
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { posted, address: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() }
}

const conversations = () => [
  { subject: 'My "slug":"wrong"', slug: 'the-newest', category: { slug: 'support' } },
  { subject: 'Before', slug: 'an-older-one', category: { slug: 'support' } },
]

test('the printed line, pasted into a shell, answers the newest request as staff', async () => {
  vi.stubEnv('BUILTIN_API_TOKEN', token)
  const api = await startStaffApi()
  const line = welcome(api.address)
    .split('\n')
    .find((text) => text.startsWith('curl'))
  await promisify(execFile)('sh', ['-c', line])
  api.stop()
  expect(api.posted).toEqual([
    {
      path: '/api/v1/conversations/the-newest/messages',
      credentials: `staff@example.com:${token}`,
      body: { message: { body: expect.any(String), suppress_autoresolve: true } },
    },
  ])
})

test('with another helpdesk no staff API is promised', () => {
  vi.stubEnv('HELPDESK', 'reamaze')
  const text = welcome('http://localhost:3000')
  expect(text).toContain('reamaze')
  expect(text).not.toMatch(/curl|Staff API/)
})

test('links carry the public address', () => {
  vi.stubEnv('HELPDESK', 'reamaze')
  vi.stubEnv('APP_URL', 'https://help.example.com')
  expect(welcome('http://localhost:3000')).toContain('https://help.example.com/')
})
