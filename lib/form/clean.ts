/** Text as it may go on, whatever was typed or pasted; the same in the browser and on the server. */

/**
 * Whole characters in one normal form, no control characters, no space around them.
 * A single line stays one line, whatever was pasted into it, so that it can become a mail header, and keeps
 * its direction to itself (security.md S25, S44).
 */
export function cleanText(text: string, kind: string): string {
  const whole = wellFormed(text).normalize('NFC').replaceAll('\r\n', '\n').replaceAll('\r', '\n')
  const lines = keepsLines(kind) ? whole : whole.replace(/[\n\u2028\u2029]+/g, ' ').replace(turns, '')
  return lines.replace(/[^\P{Cc}\n\t]/gu, '').trim()
}

/** Several answers stand in lines. */
const keepsLines = (kind: string) => kind === 'multiline' || kind === 'multiselect'

/** Marks that turn the direction of what follows them: in a name or a subject they would turn our words as well. */
const turns = /[\u202A-\u202E\u2066-\u2069]/g

/** `String.prototype.toWellFormed`, which phones of 2023 do not have yet. */
const wellFormed = (text: string) => text.replace(/\p{Surrogate}/gu, '\uFFFD')
