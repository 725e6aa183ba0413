/** Who may pass: staff with their token, within its quota, and no page of another site through their browser. */
import type { MiddlewareHandler } from 'hono'
import type { Authenticate } from './credentials.ts'
import type { StaffMember } from './desk.ts'
import { refused } from './problem.ts'
import { createQuota } from './quota.ts'
import { respond } from './respond.ts'

/** What a call carries once it has passed. */
export interface Caller {
  readonly Variables: { caller: StaffMember }
}

export interface GateSettings {
  staff(): readonly StaffMember[]
  readonly authenticate: Authenticate
  readonly publicUrl: string
  readonly requestsPerMinute: number
  now(): number
}

/** Lets a call through as its staff member, or answers 401, 403 or 429. */
export function gate(settings: GateSettings): MiddlewareHandler<Caller> {
  const quota = createQuota(settings.requestsPerMinute)
  return async (context, next) => {
    const caller = settings.authenticate(settings.staff(), context.req.header('authorization'))
    if (!caller) return respond(context, refused(401, 'the e-mail or the API token is wrong'))
    if (isForeign(context.req.raw, settings.publicUrl))
      return respond(context, refused(403, 'pages of other sites may not call this'))
    const waitSeconds = quota.take(caller.proof, settings.now())
    if (waitSeconds !== null) {
      context.header('Retry-After', String(waitSeconds))
      return respond(context, refused(429, 'too many calls in this minute'))
    }
    context.set('caller', caller)
    return next()
  }
}

/** Browsers repeat Basic credentials for forms of any site, and name that site; other callers name none. */
function isForeign(request: Request, publicUrl: string): boolean {
  const origin = request.headers.get('origin')
  if (origin === null || request.method === 'GET') return false
  const own = [publicUrl, request.url].map((url) => new URL(url).host)
  return !URL.canParse(origin) || !own.includes(new URL(origin).host)
}
