/** How much a message may ask of the parser, counted on its tags before a tree exists. */

import { readTags } from './tags.ts'

/** Elements inside one another; a message beyond it is shown as plain text (security.md 2.6). */
export const maxDepth = 200

/** Elements and texts; far above what 64 KiB of real mail holds, far below what hostile 64 KiB can multiply to. */
export const maxNodes = 10_000

/**
 * Whether parsing stays within `maxDepth` (give or take what a parser implies) and `maxNodes`. Errs on the side of
 * refusing: an end tag counts only when it closes the newest open tag, which no parser can read otherwise, and what
 * a browser reopens by itself (`<b>` across paragraphs) is counted each time it may be.
 */
export function isModest(html: string): boolean {
  const tally = new Tally()
  for (const piece of readTags(html)) {
    if (piece.kind === 'start' && ambiguous.has(piece.name)) return isShort(html.slice(piece.at), tally)
    if (piece.kind === 'start' && piece.attributeCount > maxAttributes) return false
    if (piece.kind === 'text') tally.text()
    else if (piece.kind === 'start') tally.start(piece.name)
    else tally.end(piece.name)
    if (tally.nodes > maxNodes || tally.depth > maxDepth || tally.formatting > maxFormatting) return false
  }
  return true
}

/** A parser compares each attribute of a tag with each. */
const maxAttributes = 100
/** A mismatched end tag may copy an open formatting element into eight blocks: 8 × 40 stays a harmless depth. */
const maxFormatting = 40

/** From here on only a browser's tree decides what is a tag; that is allowed when little can follow. */
const ambiguous = new Set(['svg', 'math', 'script', 'template', 'select', 'frameset', 'plaintext'])

function isShort(rest: string, tally: Tally): boolean {
  const tags = rest.match(/</g)?.length ?? 0
  return (
    rest.length <= maxAmbiguousLength &&
    tags <= maxAmbiguousTags &&
    tally.depth <= maxDepth - maxAmbiguousTags
  )
}

const maxAmbiguousTags = 100
const maxAmbiguousLength = 16 * 1024

/** The tags that may still be open, and how many nodes there may be. */
class Tally {
  nodes = 0
  formatting = 0
  readonly #open: string[] = []
  /** A formatting element may have been closed by something else than its own end tag. */
  #mayReopen = false

  get depth(): number {
    return this.#open.length
  }

  text(): void {
    this.#reopen()
    this.nodes += 1
  }

  start(name: string): void {
    this.#reopen()
    this.nodes += 1
    for (let newest = this.#open.at(-1); newest !== undefined; newest = this.#open.at(-1)) {
      if (!closedBy.get(newest)?.has(name)) break
      this.#open.pop()
    }
    if (!formatting.has(name) && !harmless.has(name)) this.#mayReopen = true
    if (voids.has(name)) return
    this.#open.push(name)
    if (formatting.has(name)) this.formatting += 1
  }

  end(name: string): void {
    const isNewest = this.#open.at(-1) === name
    if (isNewest) this.#open.pop()
    if (isNewest && formatting.has(name)) this.formatting -= 1
    else this.#mayReopen = true
    // A parser makes an element of these even where there is none to close.
    if (name === 'p' || name === 'br') this.text()
  }

  #reopen(): void {
    if (this.#mayReopen) this.nodes += this.formatting
    this.#mayReopen = false
  }
}

const formatting = new Set('a b big code em font i nobr s small strike strong tt u'.split(' '))

/** Start tags that close nothing. */
const harmless = new Set(['span', 'br', 'img', 'wbr'])

const voids = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '))

const rowParts = new Set(['td', 'th', 'tr', 'tbody', 'thead', 'tfoot'])
const sections = new Set(['tbody', 'thead', 'tfoot'])

/** Open elements that certain start tags close. No table among those of `<p>`: old documents allow it inside. */
const closedBy: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['p', new Set('p div ul ol dl blockquote pre h1 h2 h3 h4 h5 h6 hr li'.split(' '))],
  ['li', new Set(['li'])],
  ['dt', new Set(['dt', 'dd'])],
  ['dd', new Set(['dt', 'dd'])],
  ['td', rowParts],
  ['th', rowParts],
  ['tr', new Set(['tr', ...sections])],
  ['tbody', sections],
  ['thead', sections],
  ['tfoot', sections],
])
