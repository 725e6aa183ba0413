/** The faults that the next requests are to meet, in the order in which they were asked for. */
import { type FaultKind, type Misbehaviour, processesByDefault } from './misbehaviour.ts'

export function createFaultQueue() {
  let waiting: { fault: Misbehaviour; times: number; method: string | undefined }[] = []
  return {
    add(
      kind: FaultKind,
      { times = Number.POSITIVE_INFINITY, method, processed, retryAfter }: MisbehaveOptions,
    ) {
      const fault = { kind, processed: processed ?? processesByDefault(kind), retryAfter: retryAfter ?? null }
      waiting.push({ fault, times, method })
    },
    next(method: string): Misbehaviour | null {
      const due = waiting.find((it) => it.times > 0 && (it.method ?? method) === method)
      if (!due) return null
      due.times -= 1
      return due.fault
    },
    clear() {
      waiting = []
    },
  }
}

export interface MisbehaveOptions {
  /** How many requests meet it; all, until `behave`, when not given. */
  readonly times?: number
  /** Only requests of this method meet it. */
  readonly method?: 'GET' | 'POST' | 'PUT'
  /** Whether the request takes effect all the same. */
  readonly processed?: boolean
  readonly retryAfter?: string
}
