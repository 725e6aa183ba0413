/** Somebody's website: pages on another site than the app, with whatever headers a test wants them to have. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { freePort } from './app.ts'

export interface Host {
  /** `http://127.0.0.1:<port>`: another site than `http://localhost:<port>`. */
  readonly origin: string
  /** Serves `html` from now on, in parts as they come if it is no text; the answer is its address. */
  show(html: string | AsyncIterable<string>, headers?: Readonly<Record<string, string>>): string
  close(): void
}

interface Page {
  readonly html: string | AsyncIterable<string>
  readonly headers: Readonly<Record<string, string>>
}

export async function startHost(): Promise<Host> {
  const pages = new Map<string, Page>()
  const server = createServer(async (request, response) => {
    const page = pages.get(request.url?.split('?')[0] ?? '')
    response.writeHead(page ? 200 : 404, { 'Content-Type': 'text/html; charset=utf-8', ...page?.headers })
    for await (const part of typeof page?.html === 'object' ? page.html : [page?.html ?? ''])
      response.write(part)
    response.end()
  })
  const port = await freePort()
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${port}`
  return {
    origin,
    show(html, headers = {}) {
      const path = `/page-${pages.size}`
      pages.set(path, { html, headers })
      return origin + path
    },
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** A page of a shop; `body` is what it embeds. */
export const pageWith = (body: string, head = '') =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>A shop</title><link rel="icon" href="data:,">${head}</head>
<body><main><h1>Help</h1><label>Search <input id="search"></label>${body}<p id="after">After the form</p></main></body></html>`

interface Snippet {
  readonly form?: string
  /** Attributes of the element. */
  readonly attributes?: string
  /** Of the frame; null leaves the frame to the script. */
  readonly frame?: string | null
  readonly query?: string
  readonly script?: boolean
}

/** What an operator copies into a page. */
export function snippetOf(
  app: string,
  { form = 'support', attributes = '', frame = '', query = '', script = true }: Snippet = {},
): string {
  const src = `${app}/embed/${form}${query}`
  const title = 'Contact Harbour Goods'
  const content =
    frame === null
      ? `<a href="${app}/f/${form}">Open the contact form</a>`
      : `<iframe src="${src}" title="${title}" width="100%" height="1120" frameborder="0" align="top" loading="lazy" referrerpolicy="strict-origin-when-cross-origin" allow="clipboard-write" ${frame}></iframe>`
  return `<support-form form="${form}" title="${title}" ${attributes}>${content}</support-form>
${script ? `<script type="module" async src="${app}/embed/v1.js"></script>` : ''}`
}
