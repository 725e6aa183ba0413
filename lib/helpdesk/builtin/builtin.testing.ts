/** A built-in helpdesk for one test: its own database, its own clock, and a way to call it as staff do. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { Database } from '#lib/db/db.ts'
import { openDatabase } from '#lib/db/open.ts'
import { type BuiltinSettings, createBuiltinHelpdesk } from './server.ts'

export const sam = { name: 'Sam Reed', email: 'sam@example.org', apiToken: 'sams-token' }
export const kim = { name: 'Kim Lund', email: 'kim@example.org', apiToken: 'kims-token' }
export const mia = { name: 'Mia Berg', email: 'mia@example.org' }
export const publicUrl = 'https://help.example.org'

export const channels = [
  { slug: 'support', name: 'Support', email: 'support@example.org' },
  { slug: 'billing', name: 'Billing', email: 'billing@example.org' },
]

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
}

export interface TestDesk {
  readonly database: Database
  readonly handle: (request: Request) => Promise<Response>
  readonly clock: { nowMs: number }
  get(path: string, as?: typeof sam): Promise<Answer>
  post(path: string, body: unknown, as?: typeof sam): Promise<Answer>
  put(path: string, body: unknown): Promise<Answer>
  remove(path: string): Promise<Answer>
  /** Opens a conversation of Mia's and answers with its slug. */
  open(conversation?: Readonly<Record<string, unknown>>): Promise<string>
}

/** On SQLite in a temporary folder unless `databaseUrl` names a PostgreSQL. The clock moves a second per call. */
export async function openDesk(
  settings: Partial<BuiltinSettings> & { databaseUrl?: string } = {},
): Promise<TestDesk> {
  const { databaseUrl = null, ...given } = settings
  const dataDir = mkdtempSync(join(tmpdir(), 'deskbell-builtin-'))
  const database = given.database ?? (await openDatabase({ databaseUrl, dataDir }))
  const clock = { nowMs: Date.UTC(2025, 2, 1, 9, 0) }
  const now = () => clock.nowMs
  const handle = createBuiltinHelpdesk({ database, staff: [sam, kim], channels, publicUrl, now, ...given })
  const call = async (method: string, path: string, body: unknown, as: typeof sam) => {
    clock.nowMs += 1000
    const request = new Request(`${publicUrl}/api/v1${path}`, {
      method,
      headers: { Authorization: basic(as.email, as.apiToken), 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    return readAnswer(await handle(request))
  }
  const post = (path: string, body: unknown, as = sam) => call('POST', path, body, as)
  return {
    database,
    handle,
    clock,
    get: (path, as = sam) => call('GET', path, undefined, as),
    post,
    put: (path, body) => call('PUT', path, body, sam),
    remove: (path) => call('DELETE', path, undefined, sam),
    open: async (conversation = {}) => slugOf(await post('/conversations', asked(conversation))),
  }
}

/** The body of a request of Mia's that lacks nothing. */
export const asked = (conversation: Readonly<Record<string, unknown>> = {}) => ({
  conversation: {
    subject: 'Broken zip on order 1042',
    category: 'support',
    message: { body: 'The zip broke on day one.' },
    user: mia,
    ...conversation,
  },
})

export const basic = (email: string, token: string) =>
  `Basic ${Buffer.from(`${email}:${token}`).toString('base64')}`

export async function readAnswer(response: Response): Promise<Answer> {
  const { status, headers } = response
  const text = await response.text()
  return { status, headers, body: text ? JSON.parse(text) : null }
}

export const slugOf = ({ body }: Answer): string => z.object({ slug: z.string() }).parse(body).slug

/** The bodies of a page of messages, in its order. */
export const bodiesOf = ({ body }: Answer): string[] =>
  z
    .object({ messages: z.array(z.object({ body: z.string() })) })
    .parse(body)
    .messages.map((message) => message.body)

/** The slugs of a page of conversations, in its order. */
export const slugsOf = ({ body }: Answer): string[] =>
  z
    .object({ conversations: z.array(z.object({ slug: z.string() })) })
    .parse(body)
    .conversations.map((conversation) => conversation.slug)

/** The fields that an answer complains about. */
export const faultsOf = ({ body }: Answer): string[] =>
  Object.keys(z.object({ errors: z.record(z.string(), z.array(z.string()).min(1)) }).parse(body).errors)
