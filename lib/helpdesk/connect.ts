/** The one switch on which helpdesk answers; nothing else asks. */

import { database } from '#lib/db/open.ts'
import { environment } from '#lib/env/env.ts'
import { defaultStaffEmail } from '#lib/env/helpdesk-settings.ts'
import { uploads } from '#lib/files/uploads.ts'
import { support } from '#lib/form/support.ts'
import { log } from '#lib/log/log.ts'
import { announceByMail } from '#lib/mail/announcements.ts'
import { createAttachmentFiles } from './builtin/attachment-files.ts'
import { indexUnindexed } from './builtin/reindex.ts'
import { createBuiltinHelpdesk } from './builtin/server.ts'
import type { Capabilities, Helpdesk } from './helpdesk.ts'
import { createOmnidesk } from './omnidesk/adapter.ts'
import { createReamaze } from './reamaze/adapter.ts'
import { createZiik } from './ziik/adapter.ts'

type Fetch = (request: Request) => Promise<Response>

/** One helpdesk with three doors: what customers do is never kept waiting by what staff's tools ask for. */
interface Builtin {
  /** Within the quota of each token. */
  readonly api: Fetch
  readonly own: Fetch
  /** For staff who showed their token and are known again by its proof. */
  readonly desk: Fetch
}

declare global {
  var deskbellBuiltin: Promise<Builtin> | undefined
  var deskbellHelpdesk: Helpdesk | undefined
}

/** The helpdesk of this installation, as HELPDESK says. @throws when the built-in one's database cannot be opened. */
export async function helpdesk(): Promise<Helpdesk> {
  await builtinApi()
  return connected()
}

/** What it can do; known without asking it. */
export const capabilities = (): Capabilities => connected().can

/** One for the process: a session that it holds is shared. */
function connected(): Helpdesk {
  globalThis.deskbellHelpdesk ??= connect()
  return globalThis.deskbellHelpdesk
}

function connect(): Helpdesk {
  const { helpdesk: settings, appUrl } = environment()
  const own = support().helpdesk
  switch (settings.kind) {
    case 'reamaze':
      return createReamaze({ ...settings, fetch })
    case 'omnidesk':
      return createOmnidesk({ ...settings, options: own?.omnidesk, fetch })
    case 'ziik':
      return createZiik({ ...settings, options: own?.ziik, fetch })
    case 'builtin':
      return createReamaze({
        baseUrl: `${appUrl}/api/v1`,
        email: settings.staffEmail,
        apiToken: settings.apiToken,
        fetch: async (input, init) => (await builtin()).own(new Request(input, init)),
        idempotentCreate: true,
        inProcess: true,
      })
  }
}

/** The built-in helpdesk's API, or null when another helpdesk is configured. @throws when its database cannot be opened. */
export async function builtinApi(): Promise<Fetch | null> {
  return environment().helpdesk.kind === 'builtin' ? (await builtin()).api : null
}

/**
 * Lets conversations from before there was a search be found, in the background. @returns a function that breaks it off:
 * the next start goes on.
 */
export function startReindexing(): () => void {
  const ending = new AbortController()
  const index = async () => {
    const indexed = await indexUnindexed((await database()).kysely, ending.signal)
    if (indexed > 0) log().info({ indexed }, 'conversations from before the search are found now')
  }
  if (environment().helpdesk.kind === 'builtin')
    index().catch((error: unknown) =>
      log().error({ err: error }, 'old conversations are not found yet: the next start goes on'),
    )
  return () => ending.abort()
}

/** Its API for staff members on a visit to `/desk`, called with `Authorization: Proof …`; null and throws as above. */
export async function builtinDesk(): Promise<Fetch | null> {
  return environment().helpdesk.kind === 'builtin' ? (await builtin()).desk : null
}

function builtin(): Promise<Builtin> {
  globalThis.deskbellBuiltin ??= openBuiltin().catch((error: unknown) => {
    globalThis.deskbellBuiltin = undefined
    throw error
  })
  return globalThis.deskbellBuiltin
}

async function openBuiltin(): Promise<Builtin> {
  const { helpdesk: settings, appUrl, files, mail } = environment()
  if (settings.kind !== 'builtin') throw new Error('the built-in helpdesk is not configured')
  const { staffEmail: email, apiToken, requestsPerMinute } = settings
  const desk = {
    database: await database(),
    staff: [{ name: 'Support team', email, apiToken }],
    channels: support().channels,
    files: createAttachmentFiles(await uploads(), [appUrl, files.origin]),
    publicUrl: appUrl,
    ...(mail && { announce: announceByMail([defaultStaffEmail], Date.now) }),
  }
  return {
    api: createBuiltinHelpdesk({ ...desk, requestsPerMinute }),
    own: createBuiltinHelpdesk({ ...desk, isForCustomers: true }),
    desk: createBuiltinHelpdesk({ ...desk, door: 'proof' }),
  }
}
