/** Messages that a helpdesk keeps as markdown, which is also how plain text arrives. */

import type { Root } from 'hast'
import MarkdownIt from 'markdown-it'
import { buildTree } from './html.ts'
import { maxDepth, maxNodes } from './limits.ts'
import { readHref } from './link.ts'

/** The tree of a markdown source, tags in it being text; null when it is beyond the limits. */
export function readMarkdown(source: string): Root | null {
  if (countMarks(source) > maxMarks) return null
  const tokens = markdown.parse(source, {})
  if (!isModest(tokens)) return null
  return buildTree(markdown.renderer.render(tokens.map(plainer), markdown.options, {}))
}

/** What the parser may have to compare with all that follows: brackets with marks of any kind, and with ends of lines. */
const countMarks = (source: string) => source.match(/[[\]*_`~|!<&\\\n]/g)?.length ?? 0

/** Four times those of the densest real mail; with as many as 64 KiB can hold, a second would not do. */
const maxMarks = 8_000

const markdown = new MarkdownIt({
  html: false,
  linkify: true,
  // What people type as lines stays lines.
  breaks: true,
  // One more than allowed: the parser leaves out what lies deeper, so whoever reaches it is shown as text instead.
  maxNesting: maxDepth + 1,
}).disable('image')
markdown.validateLink = (address) => readHref(address) !== null

type Token = ReturnType<typeof markdown.parse>[number]

function isModest(tokens: readonly Token[]): boolean {
  let depth = 0
  let count = 0
  for (const token of tokens.flatMap((token) => [token, ...(token.children ?? [])])) {
    depth += token.nesting
    count += 1
    if (depth > maxDepth || count > maxNodes) return false
  }
  return true
}

/** A block's token without inline style, or a line's without the mark that makes an image of a link. */
function plainer(token: Token): Token {
  const align = token.attrGet('style')
  if (align !== null) token.attrs = [['align', String(align).replace('text-align:', '')]]
  for (const [index, child] of (token.children ?? []).entries()) {
    const next = token.children?.[index + 1]
    const isImage = next?.type === 'link_open' && next.info !== 'auto' && child.type === 'text'
    if (isImage) child.content = child.content.replace(/!$/, '')
  }
  return token
}
