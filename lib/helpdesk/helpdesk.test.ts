/** The contract over every helpdesk that speaks Re:amaze's wire: the built-in one, in process and over HTTP, and the fake. */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { openDatabase } from '#lib/db/db.ts'
import { startReamazeFake } from '../../e2e/fakes/reamaze.ts'
import type { Variation } from '../../e2e/fakes/reamaze-answers.ts'
import { createBuiltinHelpdesk } from './builtin/server.ts'
import { describeHelpdesk, type OpenedConversation, type Subject } from './helpdesk.contract.ts'
import { createReamaze, type ReamazeSettings } from './reamaze/adapter.ts'
import { readConversations } from './reamaze/wire.ts'

describeHelpdesk('the built-in helpdesk, in process', async () => {
  const { answer, close } = await openBuiltin()
  const baseUrl = 'http://localhost:3000/api/v1'
  const fetchBuiltin: typeof fetch = (input, init) => answer(new Request(input, init))
  return subject({ ...builtinStaff, baseUrl, fetch: fetchBuiltin, idempotentCreate: true }, close)
})

describeHelpdesk('the built-in helpdesk, over HTTP', async () => {
  const { answer, close } = await openBuiltin()
  const bridge = await serve(answer)
  const stop = async () => {
    await bridge.stop()
    await close()
  }
  return subject({ ...builtinStaff, baseUrl: bridge.url, fetch, idempotentCreate: true }, stop)
})

describeHelpdesk('Re:amaze as documented', () => startFake({}))

describeHelpdesk('Re:amaze as it may be, too: wrapped answers, 200, 403, marked staff', () =>
  startFake({ wrapped: true, created: 200, badCredentials: 403, marksStaff: true, refusal: 'list' }),
)

const builtinStaff = { email: 'team@example.com', apiToken: 'token-of-the-team' }

async function openBuiltin() {
  const dataDir = mkdtempSync(join(tmpdir(), 'deskbell-helpdesk-'))
  const database = await openDatabase({ databaseUrl: null, dataDir })
  const answer = createBuiltinHelpdesk({
    database,
    staff: [{ name: 'Sam Reed', ...builtinStaff }],
    channels: [{ slug: 'support', name: 'Support', email: 'support@example.com' }],
    publicUrl: 'http://localhost:3000',
  })
  const close = async () => {
    await database.close()
    rmSync(dataDir, { recursive: true })
  }
  return { answer, close }
}

/** A plain HTTP server in front of a `fetch`. */
async function serve(answer: (request: Request) => Promise<Response>) {
  const server = createServer((request, response) => void bridge(answer, request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  const stop = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { url: `http://127.0.0.1:${port}/api/v1`, stop }
}

async function bridge(
  answer: (request: Request) => Promise<Response>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const { method = 'GET', url = '/' } = incoming
  const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [
    name,
    String(value),
  ])
  const body = method === 'GET' ? null : new Uint8Array(await buffer(incoming))
  const response = await answer(new Request(new URL(url, 'http://127.0.0.1'), { method, headers, body }))
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  outgoing.end(Buffer.from(await response.arrayBuffer()))
}

async function startFake(variation: Partial<Variation>): Promise<Subject> {
  const fake = await startReamazeFake({ variation })
  const { url: baseUrl, email, apiToken } = fake
  return subject({ baseUrl, email, apiToken, fetch }, fake.stop)
}

/** The team's side goes over the wire as well: with the same credentials, and no `user`. */
function subject(settings: ReamazeSettings, stop: () => Promise<void>): Subject {
  const send = wireOf(settings)
  const say = async (id: string, content: object) => {
    const message = { ...content, suppress_autoresolve: true }
    await send('POST', `/conversations/${id}/messages`, { message })
  }
  return {
    helpdesk: createReamaze(settings),
    unauthorized: createReamaze({ ...settings, apiToken: 'wrong' }),
    staff: {
      answer: ({ id }, body) => say(id, { body }),
      note: ({ id }, body) => say(id, { body, visibility: 1 }),
      resolve: async ({ id }) => {
        await send('PUT', `/conversations/${id}`, { conversation: { status: 2 } })
      },
      opened: async () => openedIn(await send('GET', '/conversations?filter=all')),
    },
    stop,
  }
}

function wireOf({ baseUrl, email, apiToken, fetch }: ReamazeSettings) {
  return async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(baseUrl + path, {
      method,
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        authorization: `Basic ${btoa(`${email}:${apiToken}`)}`,
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return response.json()
  }
}

function openedIn(answer: unknown): OpenedConversation[] {
  const items = readConversations(answer)?.items ?? []
  return items.map(({ subject, category, tags, author }) => ({
    subject: subject ?? '',
    channel: category?.slug ?? '',
    tags,
    author: { name: author?.name ?? '', email: author?.email ?? '' },
  }))
}
