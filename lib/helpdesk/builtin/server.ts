/**
 * The built-in helpdesk: Re:amaze's wire over our own tables, as a function from a request to its response. It is
 * mounted at `/api/v1` for staff tools, and is the `fetch` of the Re:amaze adapter (helpdesk-apis.md section 5).
 */
import { Hono } from 'hono'
import type { Database } from '#lib/db/db.ts'
import type { Channel } from '#lib/form/definition.ts'
import { log } from '#lib/log/log.ts'
import type { AttachmentFiles } from './attachment-files.ts'
import { contactRoutes } from './contact-routes.ts'
import { conversationRoutes } from './conversation-routes.ts'
import { byProof, byToken, proofOf } from './credentials.ts'
import type { Desk } from './desk.ts'
import { type Caller, gate } from './gate.ts'
import { messageRoutes } from './message-routes.ts'
import type { Announce } from './news.ts'
import { describeApi } from './openapi.ts'
import { envelope } from './page.ts'
import { presentChannel } from './present.ts'
import { notFound, refused } from './problem.ts'
import { respond } from './respond.ts'
import { listMembers } from './staff.ts'
import { templateRoutes } from './template-routes.ts'

/** A staff member as the settings name them. */
export interface StaffAccount {
  readonly name: string
  readonly email: string
  readonly apiToken: string
}

export interface BuiltinSettings {
  readonly database: Database
  readonly staff: readonly StaffAccount[]
  readonly channels: readonly Channel[]
  /** Where attached files are kept; without it their addresses alone are. */
  readonly files?: AttachmentFiles
  /** Told of what happens, within the transaction in which it does. */
  readonly announce?: Announce
  /** Origin. */
  readonly publicUrl: string
  readonly now?: () => number
  /** For calls that carry what customers typed: an address of staff in it makes nobody one of them. */
  readonly isForCustomers?: boolean
  /** What callers show: their token, or within this process the proof of one that was shown before. */
  readonly door?: 'token' | 'proof'
  /** Of one API token; as many as anybody likes when not given. */
  readonly requestsPerMinute?: number
}

/**
 * Answers every request; an unexpected failure is logged and answered with 500, never thrown, so that a caller in
 * this process learns no more and no less than one across a network: whether something was created is unknown.
 */
export function createBuiltinHelpdesk(settings: BuiltinSettings): (request: Request) => Promise<Response> {
  const {
    channels,
    files = null,
    announce = null,
    isForCustomers = false,
    publicUrl,
    now = Date.now,
    requestsPerMinute = Infinity,
  } = settings
  const own = settings.staff.map(({ name, email, apiToken }) => ({
    name,
    email,
    proof: proofOf(email, apiToken),
  }))
  const { kysely } = settings.database
  const desk: Desk = { kysely, staff: own, channels, files, announce, isForCustomers, now }
  const app = new Hono<Caller>({ getPath: plainPath }).basePath('/api/v1')
  app.use(async (context, next) => {
    await next()
    context.res.headers.set('Cache-Control', 'private, no-store')
    context.res.headers.set('X-Content-Type-Options', 'nosniff')
  })
  app.get('/openapi', (context) => context.json(describeApi(publicUrl)))
  const authenticate = settings.door === 'proof' ? byProof : byToken
  app.use(async (_context, next) => {
    desk.staff = [...own, ...(await listMembers(kysely))]
    await next()
  })
  app.use(gate({ staff: () => desk.staff, authenticate, publicUrl, requestsPerMinute, now }))
  app.route('/conversations', conversationRoutes(desk))
  app.route('/', messageRoutes(desk))
  app.route('/contacts', contactRoutes(desk))
  app.route('/response_templates', templateRoutes(desk))
  app.get('/channels', (context) => context.json(listChannels(desk)))
  app.get('/staff', (context) => context.json(listStaff(desk)))
  app.notFound((context) => respond(context, notFound()))
  app.onError((error, context) => {
    log().error({ reason: error.message }, 'the built-in helpdesk failed')
    return respond(context, refused(500, 'something went wrong'))
  })
  return async (request) => app.fetch(request)
}

/** Every route is also served with `.json` at its end (helpdesk-apis.md section 2), or a slash. */
const plainPath = (request: Request) => new URL(request.url).pathname.replace(/(\.json)?\/?$/, '')

const listChannels = (desk: Desk) =>
  envelope(
    'channels',
    desk.channels.length,
    desk.channels.map(({ slug }) => presentChannel(desk, slug)),
  )

const listStaff = (desk: Desk) =>
  envelope(
    'staff',
    desk.staff.length,
    desk.staff.map(({ name, email }) => ({ name, email })),
  )
