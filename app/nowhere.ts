/**
 * Addresses below which there are pages, but not at this one: proxy.ts leads them to the answer for an address that
 * nothing has. A page that is there alone can end with Next.js's `notFound()`, but that is a document which only a script
 * fills. Whether somebody may read a thread is not decided here: without this, a page would show as little.
 */
import { database } from '#lib/db/open.ts'
import { environment } from '#lib/env/env.ts'
import { formAt } from '#lib/form/definition.ts'
import { support } from '#lib/form/support.ts'
import { log } from '#lib/log/log.ts'
import { openThread } from '#lib/threads/access.ts'
import { askPath, demoPath, isOfDesk, listPath } from './paths.ts'
import { canBeDecoded } from './unreadable-address.ts'

export interface Place {
  readonly isNowhere: boolean
  /** The language that the conversation of this address was begun in, if it has one. */
  readonly locale: string | null
}

/** What a page at `path` would find. A database that does not answer is for the page to say. */
export async function placeAt(path: string): Promise<Place> {
  if (!canBeDecoded(path)) return nowhere
  const { below, name = '' } = /^\/(?<below>t|f|embed)\/(?<name>[^/]+)\/?$/.exec(path)?.groups ?? {}
  if (below === 't') return threadAt(decodeURIComponent(name))
  if (below && !formAt(support(), decodeURIComponent(name))) return nowhere
  return isSwitchedOff(path) ? nowhere : somewhere
}

function isSwitchedOff(path: string): boolean {
  const { mail, identitySecrets, demo, helpdesk } = environment()
  if (isOfDesk(path)) return helpdesk.kind !== 'builtin'
  if (path === askPath) return !mail
  return path === listPath ? !identitySecrets : path === demoPath && !demo
}

const somewhere: Place = { isNowhere: false, locale: null }
const nowhere: Place = { isNowhere: true, locale: null }

async function threadAt(token: string): Promise<Place> {
  try {
    const thread = await openThread(await database(), token)
    return { isNowhere: thread === null, locale: thread?.locale ?? null }
  } catch (error) {
    log().error({ err: error }, 'a conversation could not be looked up')
    return somewhere
  }
}
