/** The direction of each block of a message, found by its own words. */

import type { Element, Root, RootContent } from 'hast'

/**
 * Gives every block `dir="auto"`. A block whose words all lie in blocks inside it cannot find them that way: a list
 * or quote that begins in Hebrew or Arabic is told `rtl`, so that its marks stand on the right side.
 */
export function markDirections(root: Root): void {
  for (const child of root.children) mark(child)
}

interface Found {
  /** By the first letter, in blocks inside too. */
  readonly first: Direction | null
  /** By the first letter that `dir="auto"` sees. */
  readonly own: Direction | null
}

type Direction = 'ltr' | 'rtl'

function mark(node: RootContent): Found {
  if (node.type === 'text') return found(directionOf(node.value))
  if (node.type !== 'element') return found(null)
  const parts = node.children.map(mark)
  const first = parts.find((part) => part.first !== null)?.first ?? null
  const own = parts.find((part) => part.own !== null)?.own ?? null
  if (!blocks.has(node.tagName)) return { first, own }
  markBlock(node, own === null && first === 'rtl' ? 'rtl' : 'auto')
  return { first, own: null }
}

function markBlock(block: Element, dir: 'auto' | 'rtl'): void {
  block.properties = { ...block.properties, dir }
}

function found(direction: Direction | null): Found {
  return { first: direction, own: direction }
}

function directionOf(text: string): Direction | null {
  const letter = /\p{L}/u.exec(text)?.[0]
  return letter === undefined ? null : rightToLeft.test(letter) ? 'rtl' : 'ltr'
}

const rightToLeft =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u

const blocks = new Set('p div blockquote pre ul ol li h3 h4 h5 h6 table th td'.split(' '))
