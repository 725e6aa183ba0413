/** How many calls a minute one API token may make. */

export interface Quota {
  /** Counts a call of `holder` at `nowMs`; null when it is within the quota, else the seconds until it is again. */
  take(holder: string, nowMs: number): number | null
}

const windowMs = 60_000

/** Windows of one minute, each beginning with the first call after the last one's end; kept in memory. */
export function createQuota(callsPerMinute: number): Quota {
  const windows = new Map<string, { readonly startMs: number; calls: number }>()
  const windowAt = (holder: string, nowMs: number) => {
    const current = windows.get(holder)
    if (current && nowMs >= current.startMs && nowMs < current.startMs + windowMs) return current
    const fresh = { startMs: nowMs, calls: 0 }
    windows.set(holder, fresh)
    return fresh
  }
  return {
    take(holder, nowMs) {
      const current = windowAt(holder, nowMs)
      current.calls += 1
      if (current.calls <= callsPerMinute) return null
      return Math.ceil((current.startMs + windowMs - nowMs) / 1000)
    },
  }
}
