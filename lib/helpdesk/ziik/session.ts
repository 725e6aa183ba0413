/** A session at Ziik: signed in when it is first needed, renewed before it ends, and once more when it ended early. */
import { z } from 'zod'
import { beforeSending, notSent } from '../before-sending.ts'
import { HelpdeskError } from '../error.ts'
import type { Http, HttpRequest } from '../http.ts'

/**
 * Calls of a signed-in user. A call that is answered with 401 is repeated once, after signing in again.
 * @throws HelpdeskError, also for a failed sign-in: then nothing was sent.
 */
export function createSession(http: Http, credentials: Credentials, nowMs: () => number): Http {
  let pass: Promise<Pass> | null = null

  /** One sign-in or renewal at a time, whose pass all callers share. */
  async function current(): Promise<Pass> {
    pass ??= signIn(http, credentials, nowMs)
    const held = pass
    const it = await held.catch((error: unknown) => {
      forget(held)
      throw error
    })
    if (nowMs() < it.renewAtMs) return it
    if (pass === held) pass = renew(http, it, nowMs).catch(() => signIn(http, credentials, nowMs))
    return current()
  }

  function forget(held: Promise<Pass>): void {
    if (pass === held) pass = null
  }

  return async (request) => {
    const first = await current()
    const held = pass
    try {
      return await http(withPass(request, first))
    } catch (error) {
      if (!(error instanceof HelpdeskError) || error.status !== 401) throw error
      if (held) forget(held)
      return http(withPass(request, await current()))
    }
  }
}

export interface Credentials {
  readonly username: string
  readonly password: string
}

interface Pass {
  readonly jwt: string
  /** By our clock. */
  readonly renewAtMs: number
}

async function signIn(http: Http, credentials: Credentials, nowMs: () => number): Promise<Pass> {
  try {
    const body = { username: credentials.username, password: credentials.password }
    return await askForPass(http, { method: 'POST', path: ['authenticate'], body }, nowMs)
  } catch (error) {
    // A refusal here is about us, and not about what a customer wrote.
    if (error instanceof HelpdeskError && error.outcome === 'refused') throw notSent(error, 'unauthorized')
    throw error
  }
}

const renew = (http: Http, pass: Pass, nowMs: () => number) =>
  askForPass(http, withPass({ method: 'POST', path: ['renew'] }, pass), nowMs)

async function askForPass(http: Http, request: HttpRequest, nowMs: () => number): Promise<Pass> {
  const answer = await beforeSending(http(request))
  const read = passAnswer.safeParse(answer.json).data
  if (!read)
    throw new HelpdeskError("the helpdesk's answer is no pass", { code: 'malformed', outcome: 'not-sent' })
  const theirNowMs = answer.answeredAtMs ?? nowMs()
  const validMs = read.expires === null ? usualMs : read.expires * 1_000 - theirNowMs
  return { jwt: read.jwt, renewAtMs: nowMs() + Math.max(validMs - earlyMs, validMs / 2, 1_000) }
}

function withPass(request: HttpRequest, { jwt }: Pass): HttpRequest {
  return { ...request, headers: { authorization: `Bearer ${jwt}` } }
}

const earlyMs = 5 * 60_000
/** Where it is not told, until a call finds out. */
const usualMs = 60 * 60_000

const pass = z.object({ jwt: z.string().min(1), expires: z.number().nullable().catch(null) })
/** `[{jwt, expires}]`, and tolerated bare or in `data`. */
const passAnswer = z.preprocess((body) => {
  const inner = z.object({ data: z.unknown() }).safeParse(body).data?.data ?? body
  return Array.isArray(inner) ? inner[0] : inner
}, pass)
