/**
 * Speaks as much of Re:amaze's wire as a new request needs: takes everything, after as many milliseconds as it is told, and
 * says at `/taken` how many there were. Prints the port on which it listens.
 */
import { createServer } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'

const delayMs = Number(process.argv[2])
let taken = 0

const server = createServer(async (request, response) => {
  if (request.url === '/taken') return response.end(String(taken))
  for await (const _ of request);
  if (delayMs > 0) await wait(delayMs)
  taken += 1
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ slug: `taken-${taken}` }))
})

server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object') console.log(address?.port)
})
