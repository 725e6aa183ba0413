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
  const open = new OpenTags()
  let nodes = 0
  for (const piece of readTags(html)) {
    if (piece.kind === 'start') {
      if (ambiguous.has(piece.name)) return isShort(html.slice(piece.at), open)
      if (piece.attributeCount > maxAttributes) return false
      open.start(piece.name)
    } else if (piece.kind === 'end') {
      open.end(piece.name)
    }
    nodes += 1 + open.formattingCount
    if (nodes > maxNodes || open.depth > maxDepth || open.formattingCount > maxFormatting) return false
  }
  return true
}

/** A parser compares each attribute of a tag with each. */
const maxAttributes = 100
/** A mismatched end tag may copy an open formatting element into eight blocks: 8 × 40 stays a harmless depth. */
const maxFormatting = 40

/** From here on only a browser's tree decides what is a tag; that is allowed when little can follow. */
const ambiguous = new Set(['svg', 'math', 'script', 'template', 'select', 'frameset', 'plaintext'])

function isShort(rest: string, open: OpenTags): boolean {
  const tags = rest.match(/</g)?.length ?? 0
  return (
    rest.length <= maxAmbiguousLength && tags <= maxAmbiguousTags && open.depth <= maxDepth - maxAmbiguousTags
  )
}

const maxAmbiguousTags = 100
const maxAmbiguousLength = 16 * 1024

/** The tags that are certainly or possibly still open. */
class OpenTags {
  readonly #names: string[] = []
  #formattingCount = 0

  get depth(): number {
    return this.#names.length
  }

  get formattingCount(): number {
    return this.#formattingCount
  }

  start(name: string): void {
    for (let newest = this.#names.at(-1); newest !== undefined; newest = this.#names.at(-1)) {
      if (!closedBy.get(newest)?.has(name)) break
      this.end(newest)
    }
    if (voids.has(name)) return
    this.#names.push(name)
    if (formatting.has(name)) this.#formattingCount += 1
  }

  end(name: string): void {
    if (this.#names.at(-1) !== name) return
    this.#names.pop()
    if (formatting.has(name)) this.#formattingCount -= 1
  }
}

const formatting = new Set('a b big code em font i nobr s small strike strong tt u'.split(' '))

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
