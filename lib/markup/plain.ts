/** Words without markup as paragraphs and line breaks. */

import type { Element, ElementContent, Root } from 'hast'

/** Paragraphs where lines are empty, breaks where lines end; each paragraph finds its own direction. */
export function paragraphs(source: string): Root {
  const lines = source.split(lineEnd)
  // Text that is mostly line ends would become an element per byte; one preformatted block shows the same lines.
  if (lines.length > maxLines) return { type: 'root', children: [block('pre', lines.join('\n').trim())] }
  return { type: 'root', children: gather(lines).map((paragraph) => block('p', ...broken(paragraph))) }
}

const lineEnd = /\r\n|[\n\r\u2028\u2029]/
const maxLines = 20_000

function gather(lines: readonly string[]): string[][] {
  const gathered: string[][] = []
  let current: string[] = []
  for (const line of lines) {
    if (line.trim() !== '') current.push(line)
    else if (current.length > 0) {
      gathered.push(current)
      current = []
    }
  }
  if (current.length > 0) gathered.push(current)
  return gathered
}

function broken(lines: readonly string[]): (ElementContent | string)[] {
  return lines.flatMap((line, index) => (index === 0 ? [line] : [lineBreak(), line]))
}

function lineBreak(): Element {
  return { type: 'element', tagName: 'br', properties: {}, children: [] }
}

function block(tagName: string, ...content: (ElementContent | string)[]): Element {
  const children = content.map((item) => (typeof item === 'string' ? text(item) : item))
  return { type: 'element', tagName, properties: { dir: 'auto' }, children }
}

function text(value: string): ElementContent {
  return { type: 'text', value }
}
