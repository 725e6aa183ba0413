/** The messages of a thread with the words around them: who, in what role, when, and what became of it. */
import { Fragment } from 'react'
import { MessageItem } from '#components/thread/message-item.tsx'
import { DaySeparator } from '#components/thread/message-list.tsx'
import type { UploadState } from '#lib/db/schema.ts'
import { type Uploads, uploads } from '#lib/files/uploads.ts'
import { support } from '#lib/form/support.ts'
import { formatBytes, formatDay, formatHour } from '#lib/i18n/format.ts'
import type { Translate } from '#lib/i18n/translator.ts'
import { renderMarkdown, renderMessage, renderPlain } from '#lib/markup/markup.ts'
import type { Entry, EntryFile } from '#lib/threads/timeline.ts'
import { initialsOf } from '../../initials.ts'
import { wordsHere } from '../../language.ts'
import { drawnOnce } from './drawn.ts'
import { createTurns } from './turns.ts'

interface Props {
  readonly entries: readonly Entry[]
  readonly customerName: string
  /** IANA name. */
  readonly timeZone: string
}

export async function Messages({ entries, customerName, timeZone }: Props) {
  const t = await wordsHere()
  const { pageLink, states } = await uploads()
  const stateOfUpload = await states(entries.flatMap(uploadsOf))
  const turnFor = createTurns()
  const dayOf = (entry: Entry | undefined) => entry && formatDay(t.locale, timeZone, entry.createdAtMs)
  return entries.map((entry, index) => (
    <Fragment key={entry.id}>
      {dayOf(entry) === dayOf(entries[index - 1]) ? null : (
        <DaySeparator
          dateTime={new Date(entry.createdAtMs).toISOString().slice(0, 10)}
          date={formatDay(t.locale, timeZone, entry.createdAtMs)}
        />
      )}
      <MessageItem
        {...itemOf(t, entry, customerName, timeZone)}
        files={entry.files.map((file) => fileRow(t, file, { pageLink, stateOfUpload }))}
      >
        <Body t={t} entry={entry} turn={turnFor(entry.body.length)} />
      </MessageItem>
    </Fragment>
  ))
}

/** A component of its own, so that long ones are drawn one after the other. */
function Body({
  t,
  entry,
  turn,
}: {
  readonly t: Translate
  readonly entry: Entry
  readonly turn: Promise<void> | null
}) {
  return turn ? turn.then(() => bodyOf(t, entry)) : bodyOf(t, entry)
}

function bodyOf(t: Translate, { format, body }: Entry) {
  if (format === 'typed') return drawnOnce(format, body, () => renderPlain(body))
  if (format === 'markdown') return drawnOnce(format, body, () => renderMarkdown(body))
  return drawnOnce(t.locale, body, () => renderMessage(body, t('thread.quoted')))
}

function itemOf(t: Translate, entry: Entry, customerName: string, timeZone: string) {
  const author = entry.own ? customerName : entry.authorName || t('thread.staffName')
  const role = entry.own
    ? t('thread.customerRole')
    : t('thread.team', { brand: support(t.locale).brand.name })
  const time = formatHour(t.locale, timeZone, entry.createdAtMs)
  return {
    id: entry.id,
    role: entry.own ? ('customer' as const) : ('staff' as const),
    author: entry.own ? t('thread.you') : author,
    spoken: t('thread.spoken', { author, role, time }),
    initials: initialsOf(t.locale, author),
    time: { dateTime: new Date(entry.createdAtMs).toISOString(), words: time },
    ...(entry.own ? {} : { roleWord: role }),
    ...(entry.leftOut.length > 0 ? { leftOut: leftOutWords(t, entry.leftOut) } : {}),
    ...(entry.delivery
      ? { delivery: { state: entry.delivery, words: t(`thread.delivery.${entry.delivery}`) } }
      : {}),
  }
}

const uploadsOf = ({ files }: Entry) =>
  files.flatMap(({ source }) => ('upload' in source ? [source.upload] : []))

interface Shelf {
  readonly pageLink: Uploads['pageLink']
  readonly stateOfUpload: ReadonlyMap<string, UploadState>
}

/** Own files get a link of this view, which soon ends; those that cannot be had say why instead. */
function fileRow(t: Translate, { name, bytes, source }: EntryFile, { pageLink, stateOfUpload }: Shelf) {
  const tag = /\.(?<extension>[a-z0-9]{1,4})$/i.exec(name)?.groups?.extension?.toUpperCase() ?? ''
  const size = bytes === null ? '' : formatBytes(t.locale, bytes)
  if ('url' in source) return { name, tag, meta: size, href: source.url }
  const state = stateOfUpload.get(source.upload) ?? 'expired'
  if (state === 'ready') return { name, tag, meta: size, href: pageLink({ id: source.upload, name }) }
  const words = t(
    `fields.attachments.${({ checking: 'held', removed: 'infected', expired: 'expired' } as const)[state]}`,
  )
  return { name, tag, meta: [size, words].filter(Boolean).join(' · '), href: null }
}

const leftOutWords = (t: Translate, names: readonly string[]) =>
  t('fields.attachments.leftOut', { count: names.length, names: names.join(', ') })
