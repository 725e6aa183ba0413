/** The text of a message: Ziik has no other place for a customer, their request and our key. Nothing of it is markup. */
import type { NewConversation, NewMessage } from '../helpdesk.ts'

/** A request: key and customer in the first line, what it is about below, then the customer's words. */
export function writeRequest(request: NewConversation, key: string): string {
  const { subject, channel, tags, data, contact } = request
  const facts = { Subject: subject, Channel: channel, Tags: tags.join(', ') }
  return write(request, key, { ...facts, ...contact, ...data })
}

export const writeReply = (message: NewMessage, key: string) => write(message, key, {})

export interface Written {
  readonly key: string
  readonly name: string
  readonly email: string
  readonly body: string
}

/** A text of ours read back; null for all others. The first line is ours alone: no customer's words can pass for it. */
export function readText(text: string): Written | null {
  const [head = '', ...rest] = plain(text).split('\n')
  const [, key, name, email] = /^\[([\w-]+)\] (.*) <([^<>\s]+)>$/.exec(head) ?? []
  if (key === undefined || name === undefined || email === undefined) return null
  return { key, name, email, body: rest.slice(rest.indexOf('') + 1).join('\n') }
}

function write(
  { body, customer, attachments = [] }: NewMessage,
  key: string,
  facts: Readonly<Record<string, string>>,
): string {
  const head = [`[${key}] ${customer.name} <${customer.email}>`]
  for (const [name, value] of Object.entries(facts)) head.push(`${name}: ${value}`)
  const words = `${head.map(oneLine).join('\n')}\n\n${body}`
  // An address is not escaped: it is ours, and has to be opened as it stands.
  const links = attachments.map(({ name, url }) => `${escaped(oneLine(name))}: ${new URL(url).href}`)
  return [escaped(words), ...(links.length > 0 ? ['', ...links] : [])].join('\n')
}

/** A line break within a value would begin a line of ours. */
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()

const escaped = (text: string) =>
  text.replace(/[&<>"']/g, (character) => entities.get(character) ?? character)

/** As it was written: the ampersand last, so that an escaped entity stays a text. */
function plain(text: string): string {
  return [...entities]
    .reverse()
    .reduce((rest, [character, entity]) => rest.replaceAll(entity, character), text)
}

const entities = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
])
