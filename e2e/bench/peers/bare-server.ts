/** What Node.js can do by itself: takes a form and answers with an address, and prints the port on which it does. */
import { createServer } from 'node:http'

const server = createServer(async (request, response) => {
  for await (const _ of request);
  response.writeHead(303, { Location: '/sent' }).end()
})

server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object') console.log(address?.port)
})
