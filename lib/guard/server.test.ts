/** The server of a page that knows no other protocol than the one it is asked in. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
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
