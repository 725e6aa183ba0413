import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { renderPlain } from './markup.ts'

const shown = (source: string) => renderToStaticMarkup(renderPlain(source))

test('what a customer typed keeps its paragraphs and line breaks', () => {
  expect(shown('Hello,\nmy order\r\n\r\n\n is late\u2028Bye\n')).toBe(
    '<p dir="auto">Hello,<br/>my order</p><p dir="auto"> is late<br/>Bye</p>',
  )
})

test('what a customer typed is never read as markup and makes no links', () => {
  const typed = '**a** <b>b</b> [c](https://a.example) # d &amp; - e'
  expect(shown(typed)).toBe(
    '<p dir="auto">**a** &lt;b&gt;b&lt;/b&gt; [c](https://a.example) # d &amp;amp; - e</p>',
  )
})

test('nothing typed shows nothing', () => {
  expect([shown(''), shown(' \n\t\n')]).toEqual(['', ''])
})

test('a paste of tens of thousands of lines is one block with all of them', () => {
  const lines = Array.from({ length: 20_001 }, (_, index) => `${index}`)
  expect(shown(lines.join('\n'))).toBe(`<pre dir="auto">${lines.join('\n')}</pre>`)
  expect(shown(lines.slice(1).join('\n'))).toContain('<br/>20000</p>')
})
