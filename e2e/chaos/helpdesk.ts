/** A strict Re:amaze within this process, reached by a `fetch` on which faults lie in wait. */
import { documented } from '#e2e/fakes/reamaze-answers.ts'
import { createDesk, type Desk } from '#e2e/fakes/reamaze-desk.ts'
import { answer } from '#e2e/fakes/reamaze-routes.ts'
import type { Fault } from './faults.ts'
import type { Arrived } from './ledger.ts'

export interface ChaosHelpdesk {
  readonly fetch: typeof fetch
  /** Calls meet `fault` from now on: all of them, or the next `times`, or `times` that create something. */
  trouble(fault: Fault, times?: number, onlyPosts?: boolean): void
  /** From now on it answers as it should. */
  heal(): void
  /** Calls a minute beyond which it answers 429. */
  limit(callsPerMinute: number): void
  /** The most calls that came in one minute, and those that came before the time that a 429 had asked for. */
  calls(): { readonly mostPerMinute: number; readonly tooEarly: number }
  arrivals(): readonly Arrived[]
  /** Where the conversation with this subject stands, and what it was rated. */
  standing(subject: string): Standing
  /** Another that stands where this one does. */
  copy(): ChaosHelpdesk
  /** A staff member answers the conversation with this subject, if it is there. */
  answer(subject: string, body: string): void
}

export interface Standing {
  readonly status: number | undefined
  readonly rating: unknown
}

interface Settings {
  readonly nowMs: () => number
  readonly passMs: (ms: number) => void
  /** Searches that miss a new conversation at first. */
  readonly searchesMissed?: number
}

export const credentials = { email: 'sam@brand.example', apiToken: 'fake-token-9f1c' }
export const baseUrl = 'https://brand.example/api/v1'

export function createChaosHelpdesk(settings: Settings, from?: Desk): ChaosHelpdesk {
  const { nowMs, passMs, searchesMissed = 0 } = settings
  const desk = createDesk({ staff: [{ name: 'Sam Reed', email: credentials.email }], nowMs })
  if (from) fillDesk(desk, from)
  const channels = [{ slug: 'support', name: 'Support' }]
  const world = { desk, channels, ...credentials, variation: () => ({ ...documented, searchesMissed }) }
  const minutes = countMinutes(nowMs)
  let waiting: { fault: Fault; times: number; onlyPosts: boolean }[] = []
  let most = Number.POSITIVE_INFINITY

  function next(method: string): Fault | null {
    const due = waiting.find(({ times, onlyPosts }) => times > 0 && (!onlyPosts || method === 'POST'))
    if (!due) return null
    due.times -= 1
    return due.fault
  }
  async function call(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    const request = new Request(input, init)
    const { pathname, searchParams } = new URL(request.url)
    const body = await request.text()
    if (minutes.count() > most) return minutes.refuse()
    const path = pathname.replace('/api/v1', '')
    const headers = Object.fromEntries(request.headers)
    const respond = () =>
      dated(answer(world, { method: request.method, path, query: searchParams, headers, body }), nowMs)
    const fault = next(request.method)
    return fault ? fault.meet(respond, passMs) : respond()
  }
  return {
    fetch: call,
    trouble(fault, times = Number.POSITIVE_INFINITY, onlyPosts = false) {
      waiting.push({ fault, times, onlyPosts })
    },
    heal() {
      waiting = []
    },
    limit(callsPerMinute) {
      most = callsPerMinute
    },
    calls: minutes.calls,
    arrivals: () =>
      desk.conversations.map(({ subject, messages }) => ({
        subject,
        bodies: messages.filter(({ fromStaff }) => !fromStaff).map(({ body }) => body),
      })),
    standing(subject) {
      const { status, data } = desk.conversations.find((it) => it.subject === subject) ?? {}
      return { status, rating: data?.deskbell_rating }
    },
    copy: () => createChaosHelpdesk(settings, desk),
    answer(subject, body) {
      const conversation = desk.conversations.find((it) => it.subject === subject)
      if (!conversation) return
      const rest = { originId: null, author: null, attachment: null, suppressed: false, staysOpen: true }
      desk.add(conversation, { body, visibility: 0, ...rest })
    },
  }
}

/** At once, so that a message is the same one in its conversation. */
function fillDesk(desk: Desk, { conversations, messages }: Desk): void {
  const copy = structuredClone({ conversations, messages })
  desk.conversations.push(...copy.conversations)
  desk.messages.push(...copy.messages)
}

function countMinutes(nowMs: () => number) {
  let mostPerMinute = 0
  let tooEarly = 0
  let minute = 0
  let inMinute = 0
  let refusedMs = 0
  let welcomeMs = 0
  return {
    /** Counts one call, and says how many there were in this minute. */
    count(): number {
      const now = Math.floor(nowMs() / 60_000)
      if (now !== minute) [minute, inMinute] = [now, 0]
      inMinute += 1
      mostPerMinute = Math.max(mostPerMinute, inMinute)
      // Those of the same moment were on their way already.
      if (nowMs() > refusedMs && nowMs() < welcomeMs) tooEarly += 1
      return inMinute
    },
    refuse(): Response {
      const seconds = 60 - Math.floor((nowMs() / 1_000) % 60)
      refusedMs = nowMs()
      welcomeMs = refusedMs + seconds * 1_000
      return tooMany(seconds)
    },
    calls: () => ({ mostPerMinute, tooEarly }),
  }
}

const dated = ({ status, text, headers }: ReturnType<typeof answer>, nowMs: () => number) =>
  new Response(text, { status, headers: { ...headers, date: new Date(nowMs()).toUTCString() } })

const tooMany = (seconds: number) =>
  new Response('{"error":"slow down"}', { status: 429, headers: { 'retry-after': String(seconds) } })
