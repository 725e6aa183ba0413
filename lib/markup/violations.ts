/** Judges rendered markup as a browser reads it, for tests: what stands in it that may not. */

import type { Element, Root, RootContent } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { toJsxRuntime } from 'hast-util-to-jsx-runtime'
import { Fragment, jsx, jsxs } from 'react/jsx-runtime'
import { renderToStaticMarkup } from 'react-dom/server'

/** One line per element, attribute or address outside security.md 2.6, and one if a browser would build another tree. */
export function violations(markup: string): string[] {
  const tree = fromHtml(markup, { fragment: true })
  const found = elementsOf(tree).flatMap(judge)
  return print(tree) === markup ? found : [...found, `built otherwise: ${print(tree)}`]
}

/** All elements, in document order. */
export function elementsOf(node: Root | RootContent): Element[] {
  const inside = 'children' in node ? node.children.flatMap(elementsOf) : []
  return node.type === 'element' ? [node, ...inside] : inside
}

function print(tree: Root): string {
  return renderToStaticMarkup(toJsxRuntime(tree, { Fragment, jsx, jsxs, tableCellAlignToStyle: false }))
}

const names = new Set(
  'p br hr b strong i em u s del a ul ol li blockquote code pre h3 h4 h5 h6 table thead tbody tr th td span div'.split(
    ' ',
  ),
)
const blocks = new Set('p div blockquote pre ul ol li h3 h4 h5 h6 table th td'.split(' '))

function judge(element: Element): string[] {
  if (!names.has(element.tagName)) return [`<${element.tagName}>`]
  const found = Object.entries(element.properties)
    .filter(([name, value]) => !isAllowed(element, name, String(value)))
    .map(([name, value]) => `<${element.tagName} ${name}=${String(value)}>`)
  if (blocks.has(element.tagName) && element.properties.dir === undefined)
    found.push(`<${element.tagName}> without dir`)
  if (element.tagName === 'a' && !isGuarded(element))
    found.push(`unguarded link to ${String(element.properties.href)}`)
  return found
}

function isAllowed(element: Element, name: string, value: string): boolean {
  if (name === 'dir') return blocks.has(element.tagName) && (value === 'auto' || value === 'rtl')
  if (name === 'align')
    return ['th', 'td'].includes(element.tagName) && ['left', 'center', 'right'].includes(value)
  if (name === 'start') return element.tagName === 'ol' && /^-?\d+$/.test(value)
  if (name === 'tabIndex') return element.tagName === 'div' && value === '0'
  if (element.tagName !== 'a') return false
  return name === 'href' ? isAddress(value) : ['title', 'rel', 'target'].includes(name)
}

function isAddress(value: string): boolean {
  return (
    /^(?:https?:\/\/[^/\\]|mailto:|tel:)/.test(value) &&
    ['http:', 'https:', 'mailto:', 'tel:'].includes(new URL(value).protocol)
  )
}

function isGuarded(link: Element): boolean {
  const { href, rel, target } = link.properties
  if (!/^https?:/.test(String(href))) return true
  return target === '_blank' && Array.isArray(rel) && rel.join(' ') === 'noopener noreferrer nofollow ugc'
}
