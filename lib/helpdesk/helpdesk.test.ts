/** The contract over every helpdesk: the built-in one, in process and over HTTP, and the fakes of the others. */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { openDatabase } from '#lib/db/open.ts'
import { startReamazeFake } from '../../e2e/fakes/reamaze.ts'
import type { Variation } from '../../e2e/fakes/reamaze-answers.ts'
import { createBuiltinHelpdesk } from './builtin/server.ts'
import { describeHelpdesk, type OpenedConversation, type Subject } from './helpdesk.contract.ts'
import { createReamaze, type ReamazeSettings } from './reamaze/adapter.ts'
import { readConversation, readConversations, readMessages } from './reamaze/wire.ts'
import { startOmnidesk, startZiik } from './subjects.testing.ts'

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

const withoutChannels = ['a channel that the helpdesk does not have is refused with its reason']
const withoutReadBack = [
  'words in any script, and words that look like code, are read back as they are',
  'the customer reads the answers of the team, newest first, and who gave them',
  'S10 an internal note is never among them',
  'S12 an answer shows the name of who gave it, and no address of anyone',
  'a reply carries our key, and one text sent twice on purpose is two messages',
  'a long thread comes in pages, and nothing is missing between them',
]
const untilResolved = 'a conversation is open until the team resolves it, and again after a reply'
const foundResolved = 'a request is found after the team has resolved it'
const told = [
  'the customer marks a conversation as resolved, once or twice, and reopens it',
  'custom data that comes later joins what came before, our key among it',
]
const tellsNothing = { resolve: false, annotate: false }
const statusHeld = 'wrong credentials do not tell where a conversation stands'

describeHelpdesk('Re:amaze, if new custom data takes the place of the old', () =>
  startFake({ replacesData: true }),
)

describeHelpdesk('Omnidesk as documented', () => startOmnidesk({}), {
  can: { channels: false, ...tellsNothing },
  skipped: [...withoutChannels, ...told],
})

describeHelpdesk(
  'Omnidesk as it may be, too: other answers and orders',
  () =>
    startOmnidesk({
      ticketAnswer: 'item.id',
      messageAnswer: 'result',
      listed: 'data',
      newestFirst: false,
      badCredentials: 403,
    }),
  { can: { channels: false, ...tellsNothing }, skipped: [...withoutChannels, ...told] },
)

describeHelpdesk('Omnidesk by its chatbot', () => startOmnidesk({ ticketPermission: false }, 'chatbot'), {
  can: { readBack: false, find: false, channels: false, status: false, ...tellsNothing },
  skipped: [
    withoutReadBack[0] ?? '',
    ...withoutChannels,
    ...withoutReadBack.slice(1),
    untilResolved,
    ...told,
    'a request is found again by its key alone, however many have its words',
    foundResolved,
    "a request is found whatever the case of its address, and not for another customer's",
    "a customer's own field cannot pass for our key",
    'a reply is found again by its key, behind any number of later ones',
    'a reply to a conversation that is gone is not there',
    'wrong credentials show nothing',
    statusHeld,
    'wrong credentials do not make a request look absent',
  ],
})

describeHelpdesk('Ziik, one way', () => startZiik({}), {
  can: { readBack: false, channels: false, status: false, ...tellsNothing },
  skipped: [
    withoutReadBack[0] ?? '',
    ...withoutChannels,
    ...withoutReadBack.slice(1),
    untilResolved,
    ...told,
    foundResolved,
    'wrong credentials show nothing',
    statusHeld,
  ],
})

describeHelpdesk(
  'Ziik with staff replies shown, wrapped and unpaged',
  () =>
    startZiik(
      { wrapped: true, created: 201, newestFirst: false, ignoresPages: true, parent: 'object' },
      { showsStaffReplies: true },
    ),
  {
    can: { channels: false, status: false, ...tellsNothing },
    skipped: [...withoutChannels, untilResolved, ...told, foundResolved, statusHeld],
  },
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
      heard: async ({ id }) => heardIn(await send('GET', `/conversations/${id}/messages`)),
      data: async ({ id }) => readConversation(await send('GET', `/conversations/${id}`))?.data ?? null,
    },
    gone: { id: 'no-such-conversation' },
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

const heardIn = (answer: unknown) =>
  (readMessages(answer)?.items ?? []).map(({ body }) => body ?? '').reverse()
