/** A conversation as plain text: what it is about, then every message with its author and time. */
import { support } from '#lib/form/support.ts'
import { formatDate, formatDay, formatHour } from '#lib/i18n/format.ts'
import type { Translate } from '#lib/i18n/translator.ts'
import { readAsText } from '#lib/markup/markup.ts'
import type { ThreadView } from '#lib/threads/thread.ts'
import type { Entry } from '#lib/threads/timeline.ts'

/** @param timeZone IANA name. */
export function writeRecord(t: Translate, thread: ThreadView, timeZone: string): string {
  const head = [
    thread.subject,
    `${t('thread.reference')} ${thread.reference}`,
    `${t('thread.opened')} ${formatDate(t.locale, timeZone, thread.openedAtMs)}`,
    t('thread.zone', { zone: timeZone }),
    ...(thread.hasEarlier ? [t('thread.recordCut')] : []),
    ...(thread.answersReadable ? [] : [t('thread.recordPartial')]),
  ]
  const messages = thread.entries.map((entry) => writeEntry(t, entry, thread.customerName, timeZone))
  return `${[head.join('\n'), ...messages].map(withoutControls).join('\n\n\n')}\n`
}

function writeEntry(t: Translate, entry: Entry, customerName: string, timeZone: string): string {
  const author = entry.own
    ? customerName
    : `${entry.authorName || t('thread.staffName')}, ${t('thread.team', { brand: support(t.locale).brand.name })}`
  const time = `${formatDay(t.locale, timeZone, entry.createdAtMs)}, ${formatHour(t.locale, timeZone, entry.createdAtMs)}`
  const state =
    entry.delivery === null || entry.delivery === 'delivered' ? [] : [t(`thread.delivery.${entry.delivery}`)]
  const body = entry.own ? entry.body : readAsText(entry.body)
  return [author, time, ...state, '', body.trim()].join('\n')
}

/** What a terminal would obey rather than show. */
const withoutControls = (text: string) => text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '')
