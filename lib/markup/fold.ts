/** The mail that a mail answers, which mail programs put below it: folded away, one press from being read. */

import type { Element, ElementContent, Root, RootContent } from 'hast'

/** Folds a quote that ends a message, comes after words of its own, and is introduced by a line that ends in a colon. */
export function foldHistory(root: Root, words: string): void {
  const place = endOf(root)
  const quote = place.children.at(-1)
  const line = place.children.findLast((node) => node !== quote && !isSpace(node))
  if (!quote || !isQuote(quote) || !line || !introduces(line)) return
  const before = textOf(root).length - textOf(quote).length - textOf(line).length
  if (before <= 0) return
  place.children.splice(-1, 1, details(words, quote))
}

/** Where the message ends: in itself, or in boxes within boxes at its end. */
function endOf(root: Root): Root | Element {
  let place: Root | Element = root
  for (;;) {
    while (isSpace(place.children.at(-1))) place.children.pop()
    const last: RootContent | undefined = place.children.at(-1)
    if (last?.type !== 'element' || last.tagName !== 'div' || last.properties.tabIndex === 0) return place
    place = last
  }
}

const isQuote = (node: RootContent): node is Element =>
  node.type === 'element' && node.tagName === 'blockquote'

const isSpace = (node: RootContent | undefined) =>
  (node?.type === 'text' && node.value.trim() === '') || (node?.type === 'element' && node.tagName === 'br')

/** "On Monday Mia wrote:", in whatever language. */
const introduces = (node: RootContent) => /[:：]$/.test(textOf(node))

function textOf(node: Root | RootContent): string {
  if (node.type === 'text') return node.value.trim()
  return 'children' in node ? node.children.map(textOf).join('') : ''
}

function details(words: string, quote: Element): Element {
  return element('details', [element('summary', [{ type: 'text', value: words }]), quote])
}

const element = (tagName: string, children: ElementContent[]): Element => ({
  type: 'element',
  tagName,
  properties: {},
  children,
})
