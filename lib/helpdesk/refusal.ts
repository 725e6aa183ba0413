/** What a helpdesk says when it refuses, as one line for the operator: whatever its shape, without what we sent it. */

/**
 * The words of an error body of any shape: JSON lists and objects, a bare string, HTML, nothing.
 * What was sent, e-mail addresses and web addresses are left out: errors quote them, and this line is logged.
 * @param hidden the texts that were sent, and secrets.
 * @returns at most 300 characters in one line; empty when the body says nothing.
 */
export function readRefusal(body: string, hidden: readonly string[]): string {
  const said = oneLine(words(readJson(body))).slice(0, 2 * shownLength)
  return oneLine(withoutAddresses(withoutHidden(said, hidden)))
    .slice(0, shownLength)
    .toWellFormed()
}

/** Every text within a JSON value or a form, the attributes' own names apart. */
export function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (value instanceof FormData) return [...value.values()].flatMap(textsOf)
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : []
}

const shownLength = 300
/** The start of a page of HTML holds its message, if it has one. */
const pageLength = 16_000
const mark = '[…]'

function readJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return body.slice(0, pageLength).replace(/<[^<>]*>/g, ' ')
  }
}

/** `{"errors":{"subject":["is missing"]}}` reads "subject: is missing"; the outer names say nothing. */
function words(said: unknown, depth = 0): string {
  if (typeof said === 'string') return said
  if (typeof said !== 'object' || said === null || depth > deepest) return ''
  const within = (value: unknown) => words(value, depth + 1)
  if (Array.isArray(said)) return said.map(within).filter(Boolean).join('; ')
  const named = Object.entries(said).map(([name, value]) => {
    const inner = within(value)
    return inner && !wrappers.has(name) ? `${name}: ${inner}` : inner
  })
  return named.filter(Boolean).join('; ')
}

const deepest = 6
const wrappers = new Set(['error', 'errors', 'message', 'messages'])

const oneLine = (text: string) => text.replace(/[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim()

const withoutAddresses = (text: string) =>
  text.replace(/\bhttps?:\/\/\S+/gi, mark).replace(/[^\s@"'<>(),;:[\]]+@[^\s@"'<>(),;:[\]]+/g, mark)

/** Long enough that only a quotation shares it with what was sent, short enough to catch one that was cut. */
const quotedLength = 12

function withoutHidden(text: string, hidden: readonly string[]): string {
  const values = hidden.map(oneLine).filter((value) => value.length > 1)
  const longestFirst = values.sort((a, b) => b.length - a.length)
  const all = values.join('\n')
  let shown = ''
  for (let at = 0; at < text.length; ) {
    const whole = longestFirst.find((value) => text.startsWith(value, at))
    const length = Math.max(whole?.length ?? 0, quotedFrom(text, at, all))
    shown += length > 0 ? mark : text.charAt(at)
    at += Math.max(length, 1)
  }
  return shown
}

/** How many characters from `at` on stand just so in what was sent; 0 when too few to be a quotation. */
function quotedFrom(text: string, at: number, sent: string): number {
  let length = quotedLength
  if (at + length > text.length || !sent.includes(text.slice(at, at + length))) return 0
  while (at + length < text.length && sent.includes(text.slice(at, at + length + 1))) length += 1
  return length
}
