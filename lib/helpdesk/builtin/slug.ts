/** A conversation's public handle, made from its subject. Guessable, as Re:amaze's: never anyone's access key. */
import { randomInt } from 'node:crypto'

const maxLength = 60

/** Lower-case ASCII words of the subject joined by hyphens; `conversation` when it has none. */
export function slugFrom(subject: string): string {
  const words = subject.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const slug = words.replace(/[^a-z0-9]+/g, '-').slice(0, maxLength)
  return slug.replace(/^-+|-+$/g, '') || 'conversation'
}

/** The same with six random characters behind it, for when another conversation has it. */
export function withSuffix(slug: string): string {
  return `${slug}-${randomInt(36 ** 6)
    .toString(36)
    .padStart(6, '0')}`
}

/** Whether `text` can be a slug at all; anything else is not worth a query. */
export const isSlug = (text: string) => text.length <= maxLength + 7 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text)
