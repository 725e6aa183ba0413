/** A plain web server for the pages that ours is compared with: everything compressed once, answered from memory. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { gzipSync } from 'node:zlib'
import { freePort } from '../../support/app.ts'

export interface Site {
  readonly url: string
  close(): void
}

export interface SiteFile {
  readonly type: string
  readonly content: string
}

/** Serves `files` by their path on 127.0.0.1. */
export async function serveSite(files: Readonly<Record<string, SiteFile>>): Promise<Site> {
  const answers = new Map(
    Object.entries(files).map(([path, { type, content }]) => [path, { type, body: gzipSync(content) }]),
  )
  const server = createServer((request, response) => {
    // A form that is sent stays where it is.
    if (request.method === 'POST') return response.writeHead(204).end()
    const answer = answers.get(request.url ?? '')
    if (!answer) return response.writeHead(404).end()
    response.writeHead(200, { 'Content-Type': answer.type, 'Content-Encoding': 'gzip' })
    response.end(answer.body)
  })
  const port = await freePort()
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
