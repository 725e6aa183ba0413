'use client'
/** How long ago a message was written, beside its hour; by the browser alone, because only it knows what is now. */
import { useSyncExternalStore } from 'react'
import { formatTag } from '#lib/i18n/format-tag.ts'

/** @param dateTime ISO. Nothing before a script runs, and nothing for what is older than a week. */
export function Age({ dateTime }: { readonly dateTime: string }) {
  const minute = useSyncExternalStore(everyMinute, minuteNow, () => null)
  if (minute === null) return null
  const minutes = Math.min(0, Math.round(Date.parse(dateTime) / minuteMs) - minute)
  if (minutes < -7 * 24 * 60) return null
  return <span className="message-age text-xs text-muted">{sayAge(minutes)}</span>
}

const minuteMs = 60_000

const minuteNow = () => Math.floor(Date.now() / minuteMs)

function everyMinute(onChange: () => void): () => void {
  const timer = setInterval(onChange, minuteMs)
  return () => clearInterval(timer)
}

function sayAge(minutes: number): string {
  const format = new Intl.RelativeTimeFormat(formatTag(document.documentElement.lang), { numeric: 'auto' })
  const hours = Math.trunc(minutes / 60)
  if (hours === 0) return format.format(minutes, 'minute')
  const days = Math.trunc(hours / 24)
  return days === 0 ? format.format(hours, 'hour') : format.format(days, 'day')
}
