/** Messages that a helpdesk keeps as HTML: how they are told from markdown, and their tree. */

import type { Root } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { isModest, maxDepth } from './limits.ts'
import { normalize } from './normalize.ts'
import { readTags } from './tags.ts'

/**
 * Whether a message is HTML. It is when, outside `code spans`, it opens and closes one block element
 * (`<div>…</div>`), begins as a document, or is a single line that is broken by `<br>`. In doubt it is markdown,
 * which shows tags as text.
 */
export function isHtml(source: string): boolean {
  const body = source.replace(codeSpan, '').trim()
  if (/^<(?:!doctype|html)[\s>]/i.test(body)) return true
  if (!body.includes('\n') && /<br\s*\/?>/i.test(body)) return true
  const opened = new Set<string>()
  for (const piece of readTags(body)) {
    if (piece.kind === 'start' && blocks.has(piece.name)) opened.add(piece.name)
    if (piece.kind === 'end' && opened.has(piece.name)) return true
  }
  return false
}

const codeSpan = /`[^`]*`/g

/** Elements that only whole documents and mail programs write. */
const blocks = new Set(
  'address article aside blockquote body center dl div figure footer form h1 h2 h3 h4 h5 h6 header main nav ol p pre section table ul'.split(
    ' ',
  ),
)

/** The tree of an HTML source as a browser builds it, headings and blocks in our terms; null when it is beyond the limits. */
export function readHtml(html: string): Root | null {
  return isModest(html) ? buildTree(html) : null
}

/** As `readHtml`, for a source that is known to be well-formed and within `maxNodes`. */
export function buildTree(html: string): Root | null {
  // As a document: a fragment that begins with a cell or a column would be read by table rules to its end.
  const page = fromHtml(html).children.find((node) => node.type === 'element')
  const body = page?.children.find((node) => node.type === 'element' && node.tagName === 'body')
  if (body?.type !== 'element') return { type: 'root', children: [] }
  return normalize(body, maxDepth) ? { type: 'root', children: body.children } : null
}
