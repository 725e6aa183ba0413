/** Files for a helpdesk that takes one, or none, beside a message: links in its text, that people can click. */
import type { Attachment } from './helpdesk.ts'

/**
 * The text as it goes out: `body` alone with up to `carried` files, which the helpdesk shows by itself; with more, or with
 * one that it may not be able to fetch now, a list of links to all of them follows it, as markdown that is also readable
 * as it stands.
 */
export function withFileLinks(body: string, attachments: readonly Attachment[], carried = 1): string {
  if (attachments.length <= carried && !attachments.some(({ isChecking }) => isChecking)) return body
  const links = attachments.map(({ name, url }) => `- [${asText(name)}](${asTarget(url)})`)
  return `${body}\n\n${links.join('\n')}`
}

/** A file's name is the customer's choice: it may not end the link, or be anything but words. */
const asText = (name: string) =>
  name
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .replace(/[\\`*_[\]<>&~!|]/g, '\\$&')

const asTarget = (url: string) =>
  new URL(url).href.replace(/[()<>\s]/g, (character) => `%${character.charCodeAt(0).toString(16)}`)
