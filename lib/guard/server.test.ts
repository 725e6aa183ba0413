/** The server of a page that knows no other protocol than the one it is asked in, and forgets no header. */
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { boundServers } from './server.ts'

test('S71 after its first request a server answers an upgrade like any other request', async () => {
  boundServers()
  const server = createServer((_request, response) => response.end('a page')).listen(0, '127.0.0.1')
  server.on('upgrade', (_request, socket) => socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n'))
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  await fetch(`http://127.0.0.1:${port}`)
  const socket = connect(port, '127.0.0.1')
  socket.write('GET / HTTP/1.1\r\nHost: a\r\nConnection: close, Upgrade\r\nUpgrade: websocket\r\n\r\n')
  const said = await text(socket)
  expect(said).toContain('200 OK')
  expect(said).toContain('a page')
  server.close()
})

async function ask(listener: RequestListener, path = '/') {
  boundServers()
  const server = createServer(listener).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const address = server.address()
  const answer = await fetch(`http://127.0.0.1:${typeof address === 'object' && address?.port}${path}`)
  return Object.fromEntries(answer.headers)
}

test('an answer that says nothing of itself allows nothing, and is kept nowhere', async () => {
  expect(await ask((_request, response) => response.end('no'))).toMatchObject({
    'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  })
})

test('an answer that says something keeps its word', async () => {
  const own = { 'content-security-policy': "default-src 'self'", 'cache-control': 'public, max-age=1' }
  const answer = await ask((_request, response) => response.writeHead(200, own).end('yes'))
  expect(answer).toMatchObject(own)
})

test('scripts and styles stay as they are', async () => {
  expect(await ask((_request, response) => response.end('x'), '/_next/static/a.js')).not.toHaveProperty(
    'cache-control',
  )
})
