/** A message from the helpdesk as React elements: its meaning kept, everything that could act removed. */

import type { Root } from 'hast'
import { sanitize } from 'hast-util-sanitize'
import { toJsxRuntime } from 'hast-util-to-jsx-runtime'
import type { ReactNode } from 'react'
import { Fragment, jsx, jsxs } from 'react/jsx-runtime'
import { arrange } from './arrange.ts'
import { markDirections } from './direction.ts'
import { foldHistory } from './fold.ts'
import { isHtml, readHtml } from './html.ts'
import { readMarkdown } from './markdown.ts'
import { paragraphs } from './plain.ts'
import { schema } from './schema.ts'
import { textOf } from './text.ts'

/** In UTF-8; a longer message is shown as plain text (security.md 2.6). */
export const maxMessageBytes = 64 * 1024

/**
 * A helpdesk's message, markdown or HTML, as safe elements; on the server only. Never throws: what is too long,
 * too deep or too much work becomes plain text. No images, ids, classes or styles come out (security.md 2.6).
 * @param historyWords under which the mail that it answers is folded; left open when not given.
 */
export function renderMessage(source: string, historyWords?: string): ReactNode {
  const html = isHtml(source)
  const tree =
    Buffer.byteLength(source) > maxMessageBytes ? null : html ? readHtml(source) : readMarkdown(source)
  if (tree === null) return renderPlain(html ? textOf(source) : source)
  const safe = secure(tree)
  if (historyWords) foldHistory(safe, historyWords)
  return toReact(safe)
}

/** A helpdesk's message without its markup: markdown as it was typed, of HTML the words. Never throws. */
export const readAsText = (source: string): string => (isHtml(source) ? textOf(source) : source)

/**
 * What a customer writes where they can look at it first: markdown, tags in it being text. As safe as `renderMessage`,
 * and by the same way. Never throws.
 */
export function renderMarkdown(source: string): ReactNode {
  const tree = Buffer.byteLength(source) > maxMessageBytes ? null : readMarkdown(source)
  return tree === null ? renderPlain(source) : toReact(secure(tree))
}

/** A customer's own words: paragraphs and line breaks as typed, nothing read as markup, no links made. Never throws. */
export function renderPlain(source: string): ReactNode {
  return toReact(paragraphs(source))
}

function secure(tree: Root): Root {
  const safe = sanitize(tree, schema)
  const arranged = arrange(safe.type === 'root' ? safe : { type: 'root', children: [] })
  markDirections(arranged)
  return arranged
}

function toReact(tree: Root): ReactNode {
  // Alignment stays an attribute: the policy of the page refuses inline styles.
  return toJsxRuntime(tree, { Fragment, jsx, jsxs, tableCellAlignToStyle: false })
}
