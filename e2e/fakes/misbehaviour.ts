/** How the fake misbehaves on command: the fault kinds of security.md 4.4 that a server can show. */
import type { ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import type { Answer } from './reamaze-answers.ts'

export interface Misbehaviour {
  readonly kind: FaultKind
  /** Whether the request takes effect all the same; each kind has its own default. */
  readonly processed: boolean
  readonly retryAfter: string | null
}

export interface Exchange {
  readonly response: ServerResponse
  /** What a well-behaved answer would be. */
  readonly answer: () => Answer
  /** What was sent, as errors like to quote it. */
  readonly echo: readonly string[]
  /** The same address on another host. */
  readonly elsewhere: string
}

export const faultKinds = [
  /** Nobody listens. */
  'refuse',
  'hang',
  'hang-after-processing',
  'reset',
  'reset-after-processing',
  'status-400',
  'status-401',
  'status-403',
  'status-404',
  'status-408',
  'status-409',
  'status-413',
  'status-422',
  'status-429',
  'status-500',
  'status-502',
  'status-503',
  'status-504',
  'html',
  'truncated',
  'cut-off',
  'error-body',
  'no-slug',
  'slow-loris',
  'huge',
  'huge-packed',
  'redirect-301',
  'redirect-302',
  'redirect-307',
] as const

export type FaultKind = (typeof faultKinds)[number]

/** Whether a request that meets this fault has taken effect, unless a test says otherwise. */
export const processesByDefault = (kind: FaultKind) => processing.has(kind)

const processing = new Set<FaultKind>([
  'hang-after-processing',
  'reset-after-processing',
  'truncated',
  'cut-off',
  'no-slug',
  'slow-loris',
  'huge',
  'huge-packed',
])

/** Answers, or not, as the fault has it. */
export function misbehave({ kind, processed, retryAfter }: Misbehaviour, exchange: Exchange): void {
  const { response, answer, elsewhere } = exchange
  const text = processed ? answer().text : '{}'
  switch (kind) {
    case 'refuse':
    case 'hang':
    case 'hang-after-processing':
      break
    case 'reset':
    case 'reset-after-processing':
      response.socket?.resetAndDestroy()
      break
    case 'redirect-301':
    case 'redirect-302':
    case 'redirect-307':
      response.writeHead(numberIn(kind), { location: elsewhere }).end()
      break
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><h1>Back soon</h1>')
      break
    case 'error-body':
      response.writeHead(200, json).end('{"error":"Something went wrong"}')
      break
    case 'no-slug':
      response.writeHead(201, json).end('{"created_at":null}')
      break
    case 'truncated':
      response.writeHead(200, json).end(text.slice(0, text.length / 2))
      break
    case 'cut-off':
      cutOff(response, text)
      break
    case 'slow-loris':
      trickle(response)
      break
    case 'huge':
      response.writeHead(200, json).end(padded(text))
      break
    case 'huge-packed':
      response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(gzipSync(padded(text)))
      break
    default:
      sendStatus(numberIn(kind), retryAfter, exchange)
  }
}

const numberIn = (kind: string) => Number(kind.split('-').at(-1))

const json = { 'content-type': 'application/json' }

/** The body quotes the whole request, credentials too: none of that may come out anywhere. */
function sendStatus(status: number, retryAfter: string | null, { response, echo }: Exchange): void {
  const headers = retryAfter === null ? json : { ...json, 'retry-after': retryAfter }
  response.writeHead(status, headers).end(JSON.stringify({ errors: { base: ['refused by order'], echo } }))
}

/** The length is promised, the connection ends before. */
function cutOff(response: ServerResponse, text: string): void {
  response.writeHead(200, { ...json, 'content-length': Buffer.byteLength(text) })
  response.write(text.slice(0, text.length / 2), () => response.socket?.destroy())
}

/** A byte now and then, for as long as someone listens. */
function trickle(response: ServerResponse): void {
  response.writeHead(200, json)
  const timer = setInterval(() => response.write(' '), 20)
  response.once('close', () => clearInterval(timer))
}

/** Ten megabytes that a patient reader would find valid. */
const padded = (text: string) => Buffer.concat([Buffer.from(text), Buffer.alloc(10_000_000, ' ')])
