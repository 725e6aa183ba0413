/** A sanitised message as a tree that a browser builds again from our markup, so that nothing moves when it arrives. */

import type { Element, ElementContent, Root, RootContent } from 'hast'
import { arrangeList } from './list.ts'
import { arrangeTable } from './table.ts'

/**
 * What unwrapping left where HTML does not allow it is put right: blocks within paragraphs, links within links,
 * list items and cells on their own. Links leave the page in a new tab; an outermost table can be scrolled by
 * keyboard, as `<div tabindex="0">`.
 */
export function arrange(root: Root): Root {
  return {
    type: 'root',
    children: arrangeAll(root.children, { parent: 'root', inLink: false, inTable: false }),
  }
}

interface Place {
  readonly parent: string
  readonly inLink: boolean
  readonly inTable: boolean
}

function arrangeAll(nodes: readonly RootContent[], place: Place): ElementContent[] {
  const arranged: ElementContent[] = []
  for (const node of nodes) for (const item of arrangeOne(node, place)) append(arranged, item)
  return arranged
}

function append(arranged: ElementContent[], item: ElementContent): void {
  const last = arranged.at(-1)
  if (last?.type === 'text' && item.type === 'text') last.value += item.value
  else arranged.push(item)
}

function arrangeOne(node: RootContent, place: Place): ElementContent[] {
  if (node.type === 'text') return [{ type: 'text', value: node.value }]
  if (node.type !== 'element') return []
  const isLink = node.tagName === 'a'
  if (isLink && (place.inLink || !node.properties.href)) return arrangeAll(node.children, place)
  const tagName = parents.get(node.tagName)?.includes(place.parent) === false ? 'div' : node.tagName
  const children = arrangeAll(node.children, {
    parent: tagName,
    inLink: place.inLink || isLink,
    inTable: place.inTable || tagName === 'table',
  })
  return finish({ type: 'element', tagName, properties: { ...node.properties }, children }, place)
}

/** Elements that make sense only right inside certain others. */
const parents: ReadonlyMap<string, readonly string[]> = new Map([
  ['li', ['ul', 'ol']],
  ['thead', ['table']],
  ['tbody', ['table']],
  ['tr', ['table', 'thead', 'tbody']],
  ['th', ['tr']],
  ['td', ['tr']],
])

function finish(element: Element, place: Place): ElementContent[] {
  if (element.tagName === 'a') return [withTarget(element)]
  if (element.tagName === 'table') return arrangeTable(element, place.inTable)
  if (element.tagName === 'ul' || element.tagName === 'ol') return [arrangeList(element)]
  if (element.tagName === 'pre') return [withoutFirstBreak(element)]
  if (wordsOnly.has(element.tagName) && holdsBlock(element)) return [{ ...element, tagName: 'div' }]
  return [element]
}

function withTarget(link: Element): Element {
  const href = String(link.properties.href)
  if (!/^https?:/.test(href)) return link
  const guard = { rel: ['noopener', 'noreferrer', 'nofollow', 'ugc'], target: '_blank' }
  const children = [...link.children, ...hostBeside(link, new URL(href).host)]
  return { ...link, properties: { ...link.properties, ...guard }, children }
}

/** Where a link leads is read beside words that do not begin with it: whoever writes them chooses them freely. */
function hostBeside(link: Element, host: string): ElementContent[] {
  const words = wordsOf(link).trim()
  if (words === '') return [{ type: 'text', value: host }]
  const begun = words.toLowerCase().replace(/^https?:\/\//, '')
  const isNamed = begun.startsWith(host) && /^(?:$|[/?#])/.test(begun.slice(host.length))
  // Direction marks of the words end with them: the host stands as it is.
  return isNamed ? [] : [{ type: 'text', value: ` (\u2068${host}\u2069)` }]
}

function wordsOf(node: ElementContent): string {
  if (node.type === 'text') return node.value
  return node.type === 'element' ? node.children.map(wordsOf).join('') : ''
}

/** A browser drops the line break right after `<pre>`. */
function withoutFirstBreak(pre: Element): Element {
  const [first, ...rest] = pre.children
  if (first?.type !== 'text') return pre
  return { ...pre, children: [{ type: 'text', value: first.value.replace(/^\n+/, '') }, ...rest] }
}

const wordsOnly = new Set(['p', 'h3', 'h4', 'h5', 'h6'])
const words = new Set(['a', 'b', 'strong', 'i', 'em', 'u', 's', 'del', 'code', 'span', 'br'])

function holdsBlock(element: Element): boolean {
  return element.children.some(
    (child) => child.type === 'element' && (!words.has(child.tagName) || holdsBlock(child)),
  )
}
