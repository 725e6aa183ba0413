/** Sends a form by itself once the connection is back: again and again, ever more seldom, until there is an answer. */

export interface SendQueue {
  /** True from a Send without a connection until there is an answer to it. */
  isQueued(): boolean
  /** @param isOffline whether the attempt that nobody answered was made without a connection. */
  wait(isOffline: boolean): void
  end(): void
}

/** Nothing is sent in the middle of a word. */
const quietMs = 5_000
const firstWaitMs = 1_000
const longestWaitMs = 60_000

/** It presses Send, so all that happens then happens now: the same checks, the same request id. */
export function createQueue(form: HTMLFormElement): SendQueue {
  let isQueued = false
  let isWaiting = false
  let attempts = 0
  let typedMs = Number.NEGATIVE_INFINITY
  let timer: ReturnType<typeof setTimeout> | undefined

  const send = () => {
    clearTimeout(timer)
    if (!isWaiting || !navigator.onLine) return
    const restMs = quietMs - (performance.now() - typedMs)
    if (restMs > 0) timer = setTimeout(send, restMs)
    else form.requestSubmit()
  }
  form.addEventListener('input', () => {
    typedMs = performance.now()
  })
  window.addEventListener('online', send)
  return {
    isQueued: () => isQueued,
    wait(isOffline) {
      isWaiting = true
      isQueued ||= isOffline
      clearTimeout(timer)
      if (!isQueued) return
      timer = setTimeout(send, Math.min(firstWaitMs * 2 ** attempts, longestWaitMs))
      attempts += 1
    },
    end() {
      isQueued = false
      isWaiting = false
      attempts = 0
      clearTimeout(timer)
    },
  }
}
