/** Asks whether a conversation has anything new: soon while something happens, seldom when it rests, never when unseen. */

export interface Watch {
  readonly feed: string
  /** What the page shows now. */
  readonly cursor: string
  /** A resolved conversation is not watched for ever. */
  readonly isClosed: boolean
  /** The longest wait; half a minute when not given. */
  readonly mostMs?: number | undefined
  /** Something is new, or the link opens nothing any more. */
  readonly onNews: () => void
  readonly onConnection: (isLost: boolean) => void
}

const soonestMs = 3_000
const latestMs = 30_000
/** The wait is this part of the time since something happened: 3 s during the first minute, 30 s after ten. */
const share = 20
const closesAfterMs = 10 * 60_000
const patienceMs = 15_000

/** Starts at the next interval. @returns what ends it. */
export function startPolling({
  feed,
  cursor,
  isClosed,
  mostMs = latestMs,
  onNews,
  onConnection,
}: Watch): () => void {
  const ending = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  let activeMs = Date.now()
  let failures = 0
  let isAsking = false

  function plan(): void {
    clearTimeout(timer)
    const restMs = Date.now() - activeMs
    if (ending.signal.aborted || document.hidden || (isClosed && restMs > closesAfterMs)) return
    const waitMs = Math.max(soonestMs * 2 ** failures, restMs / share, soonestMs)
    timer = setTimeout(ask, Math.min(waitMs, mostMs))
  }
  async function ask(): Promise<void> {
    if (isAsking || ending.signal.aborted) return
    isAsking = true
    const state = await look(feed, cursor, ending.signal)
    isAsking = false
    if (ending.signal.aborted) return
    failures = state === 'lost' ? failures + 1 : 0
    onConnection(state === 'lost')
    if (state === 'news' || state === 'gone') onNews()
    if (state !== 'gone') plan()
  }
  const wake = () => {
    activeMs = Date.now()
    if (document.hidden) clearTimeout(timer)
    else void ask()
  }
  const options = { signal: ending.signal }
  document.addEventListener('visibilitychange', wake, options)
  window.addEventListener('online', wake, options)
  window.addEventListener('offline', () => onConnection(true), options)
  plan()
  return () => {
    ending.abort()
    clearTimeout(timer)
  }
}

/** `lost`: no answer, or one that says nothing about the conversation. */
async function look(
  feed: string,
  cursor: string,
  ending: AbortSignal,
): Promise<'same' | 'news' | 'gone' | 'lost'> {
  try {
    const { status } = await fetch(`${feed}?after=${cursor}`, {
      cache: 'no-store',
      headers: { 'If-None-Match': `"${cursor}"` },
      signal: AbortSignal.any([ending, AbortSignal.timeout(patienceMs)]),
    })
    if (status === 304 || status === 429) return 'same'
    if (status === 200) return 'news'
    return status === 404 ? 'gone' : 'lost'
  } catch {
    return 'lost'
  }
}
