import fc from 'fast-check'
import { fromHtml } from 'hast-util-from-html'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { renderMessage } from './markup.ts'
import { readTags } from './tags.ts'
import { elementsOf, violations } from './violations.ts'

const starts = (html: string) =>
  [...readTags(html)].flatMap((piece) => (piece.kind === 'start' ? [piece.name] : []))
const texts = (html: string) =>
  [...readTags(html)].flatMap((piece) => (piece.kind === 'text' ? [piece.text] : [])).join('')

test('tags are told from what only looks like one', () => {
  expect(
    starts('<b title="<i>" x=\'<u>\' y=<s>a<!-- <p> --><!><?q <p>></ <p>><title><p></title><!--> <em>'),
  ).toEqual(['b', 'title', 'em'])
  expect(texts('a < b <3 c<')).toBe('a < b <3 c<')
  expect(starts('<b x="')).toEqual(['b'])
})

const name = fc.constantFrom(
  'p',
  'b',
  'i',
  'a',
  'div',
  'span',
  'ul',
  'li',
  'table',
  'tr',
  'td',
  'h1',
  'pre',
  'button',
  'form',
)
const attribute = fc.constantFrom('', ' x', ' x=y', ' x="</p>"', " x='>' z", ' x = <b', ' /', '/', ' "', ' =')
const piece = fc.oneof(
  fc.tuple(name, attribute).map(([tag, rest]) => `<${tag}${rest}>`),
  name.map((tag) => `</${tag}>`),
  fc.constantFrom(
    'text',
    '<',
    '<!--',
    '-->',
    '<!-->',
    '--!>',
    '<?',
    '</>',
    '<title>',
    '</title>',
    '"',
    "'",
    '>',
    '&lt;b>',
  ),
)
const soup = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''))

test('no tag that the parser opens is overlooked', () => {
  fc.assert(
    fc.property(soup, (html) => {
      const seen = starts(html)
      const built = elementsOf(fromHtml(html)).map((element) => element.tagName)
      const unseen = built.filter((tag) => !implied.has(tag) && !seen.includes(tag))
      expect(unseen).toEqual([])
    }),
    { numRuns: 2_000, seed: 17 },
  )
})

const implied = new Set(['html', 'head', 'body', 'tbody', 'tr', 'colgroup', 'p', 'br'])

test('S17 S23 any soup of tags comes out allowed and as a browser builds it', () => {
  fc.assert(
    fc.property(soup, (html) => {
      const markup = renderToStaticMarkup(renderMessage(`<div>${html}</div>`))
      expect(violations(markup)).toEqual([])
    }),
    { numRuns: 2_000, seed: 17 },
  )
})
