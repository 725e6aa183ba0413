/** The words of an HTML source that is too long or too deep to be shown as HTML. */

import { fromHtml } from 'hast-util-from-html'
import { stripped } from './schema.ts'
import { readTags } from './tags.ts'

/** Its text with a line per block, character references read; without recursion. */
export function textOf(html: string): string {
  const words: string[] = []
  let hidden: string | null = null
  for (const piece of readTags(html)) {
    if (hidden !== null) {
      if (piece.kind === 'end' && piece.name === hidden) hidden = null
    } else if (piece.kind === 'text') {
      words.push(piece.text.replace(/\s+/g, ' '))
    } else if (piece.kind === 'start' && stripped.has(piece.name)) {
      hidden = piece.name
    } else {
      words.push(inline.has(piece.name) ? '' : paragraph.has(piece.name) ? '\n\n' : '\n')
    }
  }
  return decode(words.join('').replace(/ *\n\s*/g, lineEnds))
}

const inline = new Set(
  'a abbr b big code del em font i ins mark s small span strike strong sub sup td th tt u'.split(' '),
)
const paragraph = new Set('p h1 h2 h3 h4 h5 h6 ul ol blockquote pre table'.split(' '))

/** One line end or, after a paragraph, an empty line; however many tags said so. */
function lineEnds(found: string): string {
  return found.indexOf('\n') === found.lastIndexOf('\n') ? '\n' : '\n\n'
}

function decode(text: string): string {
  const [node] = fromHtml(text.replaceAll('<', '&lt;'), { fragment: true }).children
  return node?.type === 'text' ? node.value : ''
}
