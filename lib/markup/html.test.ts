import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { isHtml } from './html.ts'
import { renderMessage } from './markup.ts'
import { violations } from './violations.ts'

const shown = (source: string) => renderToStaticMarkup(renderMessage(source)).replaceAll('\n', '')

test.each([
  '<p>Hello</p>',
  'Hello<div>there</div>',
  '<!DOCTYPE html><title>x</title>Hello',
  '<html lang=en>Hello',
  '<DIV CLASS="a>b">Hello</DIV >',
  'Hello,<br>thanks<br />Bob',
  '\n <ul><li>Hello</ul>',
  '<p>run `npm i` and `npm t`</p>',
])('%j is read as HTML', (source) => {
  expect(isHtml(source)).toBe(true)
})

test.each([
  '',
  'Hello **you**',
  'my page ends with </div>',
  '<p> does not work',
  'write `<p>x</p>` there',
  '```\n<div>\n</div>\n```',
  '1 < 2 and <b>3</b> > 2',
  'first<br>\nsecond',
  '<p title="</p>">',
  '<!-- <p>x</p> -->',
  '<https://a.example>',
])('%j is read as markdown', (source) => {
  expect(isHtml(source)).toBe(false)
})

test('an answer written in a mail program keeps its shape', () => {
  const mail = `<html><head><meta charset="utf-8"><title>Re: order</title><style>p { margin: 0 }</style></head>
    <body class="x"><!-- [if mso]><p>office</p><![endif] --><p class="MsoNormal" style="margin:0"><font face="Arial">Hello <b>Ada</b>,<o:p></o:p></font></p>
    <section>First</section><section>Second</section><dl><dt>Order</dt><dd>17</dd></dl>
    <ol start="3"><li>one<li>two</ol>
    <table width="600"><caption>Prices</caption><tr><th>a</th><td align="right">1,00&nbsp;€</td></tr><tfoot><tr><td>b</table>
    <blockquote type="cite" class="gmail_quote"><h1>Old</h1>x<strike>y</strike></blockquote></body></html>`
  const markup = shown(mail).replace(/>\s+</g, '><')
  expect(violations(markup)).toEqual([])
  expect(markup).toBe(
    '<p dir="auto">Hello <b>Ada</b>,</p><div dir="auto">First</div><div dir="auto">Second</div>' +
      '<div dir="auto"><div dir="auto">Order</div><div dir="auto">17</div></div>' +
      '<ol start="3" dir="auto"><li dir="auto">one</li><li dir="auto">two</li></ol><div dir="auto">Prices</div>' +
      '<div tabindex="0" dir="auto"><table dir="auto"><tbody><tr><th dir="auto">a</th>' +
      '<td align="right" dir="auto">1,00\u00a0€</td></tr></tbody><tbody><tr><td dir="auto">b</td></tr></tbody></table></div>' +
      '<blockquote dir="auto"><h3 dir="auto">Old</h3>x<s>y</s></blockquote>',
  )
})

test('a link that leads nowhere allowed keeps its words', () => {
  expect(shown('<p><a href="javascript:x">a</a> <a name="b">b</a> <a>c</a></p>')).toBe(
    '<p dir="auto">a b c</p>',
  )
})

test('a link inside a link, which a cell makes possible, is its words', () => {
  const markup = shown(
    '<a href="https://a.example"><table><tr><td><a href="https://b.example">b</a></table></a>',
  )
  expect(markup.match(/<a /g)).toHaveLength(1)
  expect(markup).toContain('<td dir="auto">b</td>')
})

test('a list starts at a number or at its beginning', () => {
  const starts = ['-3', '99999999999', 'x'].map((start) => shown(`<ol start=${start}><li>a</ol>`))
  expect(starts.map((markup) => markup.match(/start="[^"]*"/)?.[0])).toEqual([
    'start="-3"',
    undefined,
    undefined,
  ])
})

test('of tables within tables only the outermost is a stop for the keyboard', () => {
  const markup = shown('<table><tr><td><table><tr><td>a</table></table>')
  expect(markup.match(/tabindex/g)).toHaveLength(1)
})

test('hundreds of careless paragraphs and list items are still shown as HTML', () => {
  expect(shown('<p>a'.repeat(900).concat('</p>'))).toContain('<p dir="auto">a</p>')
  expect(shown(`<ul>${'<li>a'.repeat(900)}</ul>`)).toContain('<li dir="auto">a</li>')
  expect(shown(`<table>${'<tr><td>a<td>b'.repeat(900)}</table>`)).toContain('<td dir="auto">b</td>')
  expect(shown('<div><b>a</b><br><img alt=x></div>'.repeat(900))).toContain('<b>a</b>')
})
