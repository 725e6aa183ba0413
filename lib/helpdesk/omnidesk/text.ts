/** The text of a message: the customer's words, below them what Omnidesk has no field for, and our key in the last line. */
import { withFileLinks } from '../file-links.ts'
import type { NewConversation, NewMessage } from '../helpdesk.ts'

/** The text of a request. `named` puts the customer's name in it, where no field carries it. */
export function writeRequest(request: NewConversation, key: string, named = false): string {
  const { customer, channel, tags, data, contact } = request
  const facts = { Channel: channel, Tags: tags.join(', '), ...contact, ...data }
  return write(request, key, { ...(named && { Name: customer.name }), ...facts })
}

/** The text of a further message. */
export function writeReply(message: NewMessage, key: string, named = false): string {
  return write(message, key, named ? { Name: message.customer.name } : {})
}

/** A request's title; the key comes first, so that no subject can pass for one. */
export const writeTitle = (subject: string, key: string) => `${mark(key)} ${subject}`

export const isTitleOf = (title: string, key: string) => title.startsWith(`${mark(key)} `)

/** Whether the key stands anywhere in the text, even if something was added below. */
export const carriesKey = (content: string, key: string) => content.includes(mark(key))

/** The key that closes a text of ours, which may have come back as HTML; null when none does. */
export function readKey(content: string): string | null {
  const lines = content.replace(/<[^>]*>/g, '\n').matchAll(/^\s*\[([\w-]+)\]\s*$/gm)
  return [...lines].at(-1)?.[1] ?? null
}

/** The customer's words in a text of ours; all of it when it is none. */
export function readBody(content: string): string {
  // Multipart turns every line break into two characters on its way.
  const text = content.replaceAll('\r\n', '\n')
  const end = text.lastIndexOf(footer)
  return end === -1 || readKey(text) === null ? text : text.slice(0, end)
}

function write(
  { body, attachments = [] }: NewMessage,
  key: string,
  facts: Readonly<Record<string, string>>,
): string {
  const lines = Object.entries(facts).map(([name, value]) => oneLine(`${name}: ${value}`))
  return `${withFileLinks(body, attachments, 0)}${footer}${[...lines, mark(key)].join('\n')}`
}

const footer = '\n\n--\n'
const mark = (key: string) => `[${key}]`
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()
