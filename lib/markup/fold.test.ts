/** An answer by e-mail shows what is new in it; what it answers is folded away. */
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { renderMessage } from './markup.ts'

const shown = (source: string) => renderToStaticMarkup(renderMessage(source, 'Earlier'))

test('the mail that a mail answers is folded', () => {
  expect(shown('It is on its way.\n\nOn Monday Mia wrote:\n> Where is it?')).toBe(
    '<p dir="auto">It is on its way.</p>\n<p dir="auto">On Monday Mia wrote:</p>\n<details><summary>Earlier</summary><blockquote dir="auto">\n<p dir="auto">Where is it?</p>\n</blockquote></details>',
  )
})

test.each([
  '<div>Soon.<div>Le lundi, Mia a écrit :<br><blockquote>Quand ?</blockquote></div></div>',
  '<div>Soon.</div><br><div>On Monday Mia wrote:<br></div><blockquote>When?</blockquote><br>',
])('as mail programs write it in HTML: %s', (source) => {
  expect(shown(source)).toContain('<details><summary>Earlier</summary><blockquote')
})

test.each([
  ['a quote before the words', 'You wrote:\n\n> Where is it?\n\nIt is on its way.'],
  ['a quote that nothing introduces', 'It is on its way.\n\n> Where is it?'],
  ['nothing but a quote', 'Mia wrote:\n> Where is it?'],
  ['no quote', 'As follows:'],
])('stays open: %s', (_name, source) => {
  expect(shown(source)).not.toContain('details')
})
