import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { renderMessage } from './markup.ts'

/** Without the line ends between blocks, which nobody sees. */
const shown = (source: string) => renderToStaticMarkup(renderMessage(source)).replaceAll('\n', '')
const link = (href: string, words: string) =>
  `<a href="${href}" rel="noopener noreferrer nofollow ugc" target="_blank">${words}</a>`

test.each([
  ['a plain line', 'Hello', '<p dir="auto">Hello</p>'],
  ['lines as typed', 'Hi,\nthanks', '<p dir="auto">Hi,<br/>thanks</p>'],
  ['paragraphs', 'a\n\nb', '<p dir="auto">a</p><p dir="auto">b</p>'],
  [
    'emphasis',
    '*a* **b** ***c*** ~~d~~',
    '<p dir="auto"><em>a</em> <strong>b</strong> <em><strong>c</strong></em> <s>d</s></p>',
  ],
  ['words with underscores', 'snake_case_name 2*3*4', '<p dir="auto">snake_case_name 2<em>3</em>4</p>'],
  ['escapes', '\\*a\\* 1\\. b', '<p dir="auto">*a* 1. b</p>'],
  [
    'headings below ours',
    '# a\n## b\n### c\n#### d',
    '<h3 dir="auto">a</h3><h4 dir="auto">b</h4><h5 dir="auto">c</h5><h6 dir="auto">d</h6>',
  ],
  ['underlined headings', 'a\n===\nb\n---', '<h3 dir="auto">a</h3><h4 dir="auto">b</h4>'],
  ['a bullet list', '- a\n- b', '<ul dir="auto"><li dir="auto">a</li><li dir="auto">b</li></ul>'],
  [
    'a list inside a list',
    '- a\n  - b',
    '<ul dir="auto"><li dir="auto">a<ul dir="auto"><li dir="auto">b</li></ul></li></ul>',
  ],
  ['a numbered list', '1. a\n2. b', '<ol dir="auto"><li dir="auto">a</li><li dir="auto">b</li></ol>'],
  [
    'a list that starts at seven',
    '7. a\n8. b',
    '<ol start="7" dir="auto"><li dir="auto">a</li><li dir="auto">b</li></ol>',
  ],
  [
    'a quote in a quote',
    '> a\n>> b',
    '<blockquote dir="auto"><p dir="auto">a</p><blockquote dir="auto"><p dir="auto">b</p></blockquote></blockquote>',
  ],
  ['code', 'run `npm <x>`', '<p dir="auto">run <code>npm &lt;x&gt;</code></p>'],
  ['fenced code', '```js\nif (a < b)\n```', '<pre dir="auto"><code>if (a &lt; b)</code></pre>'],
  ['indented code', '    a & b', '<pre dir="auto"><code>a &amp; b</code></pre>'],
  ['a rule', 'a\n\n---\n\nb', '<p dir="auto">a</p><hr/><p dir="auto">b</p>'],
  [
    'a link with a title',
    '[a](https://a.example "t")',
    `<p dir="auto">${link('https://a.example', 'a (\u2068a.example\u2069)').replace('" rel', '" title="t" rel')}</p>`,
  ],
  [
    'a link by reference',
    '[a][1]\n\n[1]: https://a.example/b',
    `<p dir="auto">${link('https://a.example/b', 'a (\u2068a.example\u2069)')}</p>`,
  ],
  [
    'a link in angle brackets',
    '<https://a.example>',
    `<p dir="auto">${link('https://a.example', 'https://a.example')}</p>`,
  ],
  [
    'a bare address',
    'see https://a.example/b?c=d.',
    `<p dir="auto">see ${link('https://a.example/b?c=d', 'https://a.example/b?c=d')}.</p>`,
  ],
  [
    'a bare mail address',
    'team@a.example',
    '<p dir="auto"><a href="mailto:team@a.example">team@a.example</a></p>',
  ],
  ['entities', '&copy; &amp; &#35; AT&T', '<p dir="auto">© &amp; # AT&amp;T</p>'],
  [
    'tags as text',
    'press <b>Save</b> & <Enter>',
    '<p dir="auto">press &lt;b&gt;Save&lt;/b&gt; &amp; &lt;Enter&gt;</p>',
  ],
  ['an emoji and other scripts', 'Grüße 👋 日本', '<p dir="auto">Grüße 👋 日本</p>'],
  [
    'an exclamation before an address',
    'wow!<https://a.example>',
    `<p dir="auto">wow!${link('https://a.example', 'https://a.example')}</p>`,
  ],
  ['a file name', 'open README.md or setup.py', '<p dir="auto">open README.md or setup.py</p>'],
])('a staff answer keeps %s', (_, source, expected) => {
  expect(shown(source)).toBe(expected)
})

test('a staff answer keeps a table, which scrolls in a region that the keyboard reaches', () => {
  expect(shown('| a | b |\n|:--|--:|\n| 1 | 2 |')).toBe(
    '<div tabindex="0" dir="auto"><table dir="auto">' +
      '<thead><tr><th align="left" dir="auto">a</th><th align="right" dir="auto">b</th></tr></thead>' +
      '<tbody><tr><td align="left" dir="auto">1</td><td align="right" dir="auto">2</td></tr></tbody></table></div>',
  )
})

test('a list or quote in Hebrew or Arabic has its marks on the right, also in an English page', () => {
  expect(shown('> שלום')).toBe('<blockquote dir="rtl"><p dir="auto">שלום</p></blockquote>')
  expect(shown('- 1. مرحبا\n- b')).toMatch(/^<ul dir="rtl"><li dir="rtl">/)
  expect(shown('- a\n- שלום')).toMatch(/^<ul dir="auto">/)
})

test('S27 more marks than any mail has are words, and as many as a long one has are markup', () => {
  const marked = (count: number) => `${'[a] '.repeat(count / 2)}\n\n**b**`
  expect(shown(marked(7_000))).toContain('<strong>b</strong>')
  expect(shown(marked(9_000))).toContain('**b**')
})
