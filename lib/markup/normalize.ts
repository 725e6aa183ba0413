/** Puts what messages use in terms of what they may hold, so that less of their shape is lost in sanitising. */

import type { Element } from 'hast'
import { readHref } from './link.ts'

/**
 * Renames elements within `root`, drops links that lead nowhere allowed and shows images by their words.
 * Walks without recursion; false when elements lie deeper than `maxDepth`, with the tree in between two states.
 */
export function normalize(root: Element, maxDepth: number): boolean {
  const waiting = [{ element: root, depth: 0 }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.depth > maxDepth) return false
    const { element, depth } = next
    for (const [index, child] of element.children.entries()) {
      if (child.type !== 'element') continue
      if (child.tagName === 'img') element.children[index] = { type: 'text', value: words(child) }
      else waiting.push({ element: child, depth: depth + 1 })
    }
    element.tagName = renamed.get(element.tagName) ?? element.tagName
    if (element.tagName === 'a') address(element)
  }
  return true
}

function address(link: Element): void {
  const href = readHref(String(link.properties.href ?? ''))
  if (href === null) delete link.properties.href
  else link.properties.href = href
}

function words(image: Element): string {
  return String(image.properties.alt ?? '')
}

/** Message headings start at h3: the page's are above them. Other blocks keep their breaks as `<div>`. */
const renamed: ReadonlyMap<string, string> = new Map([
  ...[['h1', 'h3'] as const, ['h2', 'h4'] as const, ['h3', 'h5'] as const, ['h4', 'h6'] as const],
  ...[['h5', 'h6'] as const, ['strike', 's'] as const, ['ins', 'u'] as const],
  ...['kbd', 'samp', 'tt'].map((name) => [name, 'code'] as const),
  ...['dir', 'menu'].map((name) => [name, 'ul'] as const),
  ['tfoot', 'tbody'] as const,
  ...'address article aside caption center dd details dialog dl dt fieldset figcaption figure footer form'
    .split(' ')
    .map((name) => [name, 'div'] as const),
  ...'header hgroup legend main nav search section summary'.split(' ').map((name) => [name, 'div'] as const),
])
