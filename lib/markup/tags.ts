/** The tags and texts of an HTML source in their order, by the HTML standard's tokenizer, before anything is built. */

type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'start'; readonly name: string; readonly attributeCount: number; readonly at: number }
  | { readonly kind: 'end'; readonly name: string }

/**
 * Reads from start to end, once, without recursion. What stands in comments and in elements of raw text
 * (`<style>`, `<title>`, …) is left out. Inside `<svg>`, `<math>`, `<script>` and the like a browser's tokenizer
 * depends on the tree; there the pieces are a guess.
 */
export function* readTags(html: string): Generator<Piece> {
  let at = 0
  while (at < html.length) {
    const open = find(opening, html, at)
    if (open > at) yield { kind: 'text', text: html.slice(at, open) }
    if (open === html.length) return
    const tag = readTag(html, open)
    if (tag === null) {
      at = skipComment(html, open)
    } else {
      yield tag.piece
      at = tag.piece.kind === 'start' ? skipRaw(html, tag.end, tag.piece.name) : tag.end
    }
  }
}

const opening = /<(?=[a-z!?]|\/[\s\S])/gi
const tagName = /<\/?([a-z][^\t\n\f\r />]*)/iy

function readTag(html: string, open: number): { piece: Piece; end: number } | null {
  tagName.lastIndex = open
  const name = tagName.exec(html)?.[1]?.toLowerCase()
  if (name === undefined) return null
  const isEnd = html[open + 1] === '/'
  const { end, count } = readAttributes(html, tagName.lastIndex)
  return {
    piece: isEnd ? { kind: 'end', name } : { kind: 'start', name, attributeCount: count, at: open },
    end,
  }
}

const beforeAttribute = /[\t\n\f\r /]*/y
const attributeName = /[\s\S][^\t\n\f\r />=]*/y
const beforeValue = /[\t\n\f\r ]*=[\t\n\f\r ]*/y
const unquoted = /[^\t\n\f\r >]*/y

function readAttributes(html: string, from: number): { end: number; count: number } {
  let at = from
  for (let count = 0; ; count += 1) {
    at = pass(beforeAttribute, html, at)
    if (at >= html.length) return { end: html.length, count }
    if (html[at] === '>') return { end: at + 1, count }
    at = pass(attributeName, html, at)
    const value = pass(beforeValue, html, at)
    if (value > at) at = passValue(html, value)
  }
}

function passValue(html: string, at: number): number {
  const quote = html[at]
  if (quote !== '"' && quote !== "'") return pass(unquoted, html, at)
  const end = html.indexOf(quote, at + 1)
  return end < 0 ? html.length : end + 1
}

const comment = /<!--(?:-?>|[\s\S]*?(?:--!?>|$))/y

function skipComment(html: string, open: number): number {
  if (html.startsWith('<!--', open)) return pass(comment, html, open)
  const end = html.indexOf('>', open)
  return end < 0 ? html.length : end + 1
}

const rawNames = ['style', 'title', 'textarea', 'xmp', 'iframe', 'noembed', 'noframes', 'script']
const rawEnds = new Map(rawNames.map((name) => [name, new RegExp(`</${name}(?=[\\t\\n\\f\\r />])`, 'gi')]))

function skipRaw(html: string, at: number, name: string): number {
  if (name === 'plaintext') return html.length
  const rawEnd = rawEnds.get(name)
  return rawEnd === undefined ? at : find(rawEnd, html, at)
}

function find(pattern: RegExp, html: string, from: number): number {
  pattern.lastIndex = from
  return pattern.exec(html)?.index ?? html.length
}

function pass(pattern: RegExp, html: string, from: number): number {
  pattern.lastIndex = from
  return pattern.test(html) ? pattern.lastIndex : from
}
