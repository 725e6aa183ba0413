/** The messages of a conversation as staff read them: customers', the team's, notes, and what was not sent. */
import { Fragment } from 'react'
import { DeskMessage } from '#components/desk/desk-message.tsx'
import { ArrivalLine } from '#components/thread/arrivals.tsx'
import { DaySeparator } from '#components/thread/message-list.tsx'
import type { DeskFile, DeskMessage as Message } from '#lib/desk/conversation.ts'
import { formatBytes, formatDay, formatHour } from '#lib/i18n/format.ts'
import type { StaffTranslate } from '#lib/i18n/staff.ts'
import { renderMessage } from '#lib/markup/markup.ts'
import { initialsOf } from '../../../initials.ts'
import { createTurns } from '../../../t/[token]/turns.ts'
import { deskZone } from '../../frame.ts'
import { staffWordsHere } from '../../words.ts'
import { idOf } from './parts.ts'

export async function Messages({ messages }: { readonly messages: readonly Message[] }) {
  const t = await staffWordsHere()
  const turnFor = createTurns()
  const dayOf = (message: Message | undefined) =>
    message && formatDay(t.locale, deskZone(), message.createdAtMs)
  return messages.map((message, index) => (
    <Fragment key={message.position}>
      {dayOf(message) === dayOf(messages[index - 1]) ? null : (
        <DaySeparator
          dateTime={new Date(message.createdAtMs).toISOString().slice(0, 10)}
          date={formatDay(t.locale, deskZone(), message.createdAtMs)}
        />
      )}
      <ArrivalLine id={idOf(message.position)} />
      <DeskMessage {...itemOf(t, message)}>
        <Body source={message.body} quoted={t('conversation.quoted')} turn={turnFor(message.body.length)} />
      </DeskMessage>
    </Fragment>
  ))
}

interface BodyProps {
  readonly source: string
  readonly quoted: string
  readonly turn: Promise<void> | null
}

/** A component of its own, so that long ones are drawn one after the other. */
function Body({ source, quoted, turn }: BodyProps) {
  return turn ? turn.then(() => renderMessage(source, quoted)) : renderMessage(source, quoted)
}

function itemOf(t: StaffTranslate, { position, kind, author, createdAtMs, files }: Message) {
  const name = author.name || author.email
  const role = t(`message.${kind}`)
  const time = formatHour(t.locale, deskZone(), createdAtMs)
  return {
    id: idOf(position),
    kind,
    author: name,
    role,
    spoken: t('message.spoken', { author: name, role, time }),
    initials: initialsOf(t.locale, name),
    time: { dateTime: new Date(createdAtMs).toISOString(), words: time },
    files: files.map((file) => fileRow(t, file)),
  }
}

function fileRow(t: StaffTranslate, { name, url, bytes }: DeskFile) {
  const tag = /\.(?<extension>[a-z0-9]{1,4})$/i.exec(name)?.groups?.extension?.toUpperCase() ?? ''
  return { name, tag, meta: bytes === null ? '' : formatBytes(t.locale, bytes), href: url }
}
