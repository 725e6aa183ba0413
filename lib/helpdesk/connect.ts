/** The one switch on which helpdesk answers; nothing else asks. */

import { database } from '#lib/db/db.ts'
import { environment } from '#lib/env/env.ts'
import support from '#support.config'
import { createBuiltinHelpdesk } from './builtin/server.ts'
import type { Helpdesk } from './helpdesk.ts'
import { createReamaze } from './reamaze/adapter.ts'

type Fetch = (request: Request) => Promise<Response>

declare global {
  var deskbellBuiltin: Promise<Fetch> | undefined
}

/** The helpdesk of this installation, as HELPDESK says. @throws when the built-in one's database cannot be opened. */
export async function helpdesk(): Promise<Helpdesk> {
  const { helpdesk: settings, appUrl } = environment()
  switch (settings.kind) {
    case 'reamaze':
      return createReamaze({ ...settings, fetch })
    case 'builtin': {
      const answer = await builtin()
      return createReamaze({
        baseUrl: `${appUrl}/api/v1`,
        email: settings.staffEmail,
        apiToken: settings.apiToken,
        fetch: (input, init) => answer(new Request(input, init)),
        idempotentCreate: true,
        inProcess: true,
      })
    }
  }
}

/** The built-in helpdesk's API, or null when another helpdesk is configured. @throws when its database cannot be opened. */
export async function builtinApi(): Promise<Fetch | null> {
  return environment().helpdesk.kind === 'builtin' ? builtin() : null
}

function builtin(): Promise<Fetch> {
  globalThis.deskbellBuiltin ??= openBuiltin().catch((error: unknown) => {
    globalThis.deskbellBuiltin = undefined
    throw error
  })
  return globalThis.deskbellBuiltin
}

async function openBuiltin(): Promise<Fetch> {
  const { helpdesk: settings, appUrl } = environment()
  if (settings.kind !== 'builtin') throw new Error('the built-in helpdesk is not configured')
  const { staffEmail: email, apiToken } = settings
  return createBuiltinHelpdesk({
    database: await database(),
    staff: [{ name: 'Support team', email, apiToken }],
    channels: support.channels,
    publicUrl: appUrl,
  })
}
