import { fromHtml } from 'hast-util-from-html'
import { renderToStaticMarkup, renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { attacks, forbiddenAddresses } from './attacks.ts'
import { maxDepth, maxNodes } from './limits.ts'
import { maxMessageBytes, renderMessage, renderPlain } from './markup.ts'
import { elementsOf, violations } from './violations.ts'

const shown = (source: string) => renderToStaticMarkup(renderMessage(source))
const plain = (source: string) => renderToStaticMarkup(renderPlain(source))
const asHtml = (source: string) => `<div>${source}</div>`
const elements = (markup: string) => elementsOf(fromHtml(markup, { fragment: true }))
const familyNames = [...attacks.keys()]

test('the judge of these tests sees what may not be there', () => {
  expect(violations('<p dir="auto">x<script>1</script></p>')).toEqual(['<script>'])
  expect(violations('<p>x</p>')).toEqual(['<p> without dir'])
  expect(violations('<b id="x" style="x:y">x</b>')).toHaveLength(2)
  expect(violations('<a href="javascript:alert(1)">x</a>')).toContain('<a href=javascript:alert(1)>')
  expect(violations('<a href="https://a.example">x</a>')).toEqual(['unguarded link to https://a.example'])
  expect(violations('<p dir="auto"><div dir="auto">x</div></p>')[1]).toContain('built otherwise')
})

test.each(familyNames)('S17 %s: in markdown nothing but the allowed comes out', (family) => {
  const vectors = attacks.get(family) ?? []
  expect(vectors.length).toBeGreaterThanOrEqual(20)
  expect(vectors.flatMap((vector) => violations(shown(vector)))).toEqual([])
  expect(vectors.flatMap((vector) => violations(shown(`Hello\n\n> ${vector}\n\n**bye**`)))).toEqual([])
})

test.each(familyNames)('S17 %s: in HTML nothing but the allowed comes out', (family) => {
  const vectors = attacks.get(family) ?? []
  expect(vectors.flatMap((vector) => violations(shown(asHtml(vector))))).toEqual([])
  expect(vectors.flatMap((vector) => violations(shown(`<html><body><p>x</p>${vector}`)))).toEqual([])
  expect(
    vectors.flatMap((vector) => violations(shown(`<table><tr><td>${vector}</td></tr></table>`))),
  ).toEqual([])
})

test('S17 all vectors in one message, and none of them in customers’ own words', () => {
  const everything = [...attacks.values()].flat()
  expect(violations(shown(everything.join('\n\n')))).toEqual([])
  expect(violations(shown(asHtml(everything.join('\n\n'))))).toEqual([])
  const names = everything.flatMap((vector) => elements(plain(vector))).map((element) => element.tagName)
  expect(new Set(names)).toEqual(new Set(['p', 'br']))
})

test('S20 no link leads to a forbidden address, however it is written', () => {
  const sources = forbiddenAddresses.flatMap((address) => [
    `[x](${address})`,
    `[x](<${address}>)`,
    `<${address}>`,
    asHtml(`<a href="${address.replaceAll('"', '&quot;')}">x</a>`),
    asHtml(`<a href='${address}'>x</a>`),
    asHtml(`<a href=${address}>x</a>`),
  ])
  const links = sources
    .flatMap((source) => elements(shown(source)))
    .filter((element) => element.tagName === 'a')
  expect(
    links.map((link) => String(link.properties.href)).filter((href) => !href.includes('.example')),
  ).toEqual([])
  expect(sources.flatMap((source) => violations(shown(source)))).toEqual([])
})

test('S21 a link out opens a new tab that knows nothing of this page; mail and telephone links stay plain', () => {
  const guarded = (href: string) =>
    `<a href="${href}" rel="noopener noreferrer nofollow ugc" target="_blank">x (\u2068a.example\u2069)</a>`
  expect(shown('[x](https://a.example/b?c=d#e)')).toContain(guarded('https://a.example/b?c=d#e'))
  expect(shown(asHtml('<a href="HTTP://A.example" rel=opener target=_top>x</a>'))).toContain(
    guarded('http://a.example/'),
  )
  expect(shown('[x](mailto:team@a.example)')).toContain('<a href="mailto:team@a.example">x</a>')
  expect(shown(asHtml('<a href="tel:+4930123">x</a>'))).toContain('<a href="tel:+4930123">x</a>')
})

test('a link says where it leads, unless its words begin with that', () => {
  const words = (source: string) =>
    elements(shown(source))
      .filter((element) => element.tagName === 'a')
      .map((link) => link.children.map((child) => (child.type === 'text' ? child.value : '')).join(''))
  const host = (name: string) => ` (\u2068${name}\u2069)`
  expect(words('https://a.example/b')).toEqual(['https://a.example/b'])
  expect(words('[a.example/login](https://a.example/login)')).toEqual(['a.example/login'])
  for (const claim of [
    'bank.example',
    'a.example.bank.example',
    'https://bank.example/a.example',
    'a.example@bank.example',
  ])
    expect(words(`[${claim}](https://a.example)`)).toEqual([`${claim}${host('a.example')}`])
  expect(words('[bank.example](https://bank.example.evil.example)')).toEqual([
    `bank.example${host('bank.example.evil.example')}`,
  ])
  expect(words('[bаnk.example](https://bаnk.example)')).toEqual([
    `bаnk.example${host('xn--bnk-6cd.example')}`,
  ])
  expect(words(asHtml('<a href="https://a.example/x"></a>'))).toEqual(['a.example'])
})

test('S22 images become their words, and nothing is fetched or preloaded', () => {
  const sources = [
    '<img src=https://evil.example/x alt="Our office">',
    '<p><img srcset="https://evil.example/x 2x" src=x alt="Our office"></p>',
    '<picture><source srcset=https://evil.example/x><img src=x alt="Our office"></picture>',
    '<video poster=https://evil.example/x>Our office</video>',
    '<link rel=preload as=image href=https://evil.example/x><p background=https://evil.example/x>Our office</p>',
  ].map(asHtml)
  for (const source of sources) {
    const markup = renderToString(renderMessage(source))
    expect(markup).toContain('Our office')
    expect(markup).not.toMatch(/evil|<img|<link|src|poster/)
  }
  expect(shown('look: ![Our office](https://a.example/x.png)')).toMatch(
    /look: <a href="https:\/\/a.example\/x.png"[^>]*>Our office \(.a.example.\)<\/a>/,
  )
})

test('S23 markup that a browser would rearrange arrives already arranged', () => {
  const arranged = [
    ['<p>a<button><div>b</div></button></p>', '<div dir="auto">a<div dir="auto">b</div></div>'],
    ['<p>a<marquee><p>b</p></marquee></p>', '<div dir="auto">a<p dir="auto">b</p></div>'],
    ['<h1>a<button><h2>b</h2></button></h1>', '<div dir="auto">a<h4 dir="auto">b</h4></div>'],
    ['<pre>\n\n<b>a</b></pre>', '<pre dir="auto"><b>a</b></pre>'],
    [
      '<ul>a<ul><li>b</li></ul></ul>',
      '<ul dir="auto"><li dir="auto">a<ul dir="auto"><li dir="auto">b</li></ul></li></ul>',
    ],
    ['<li>a</li>', '<div dir="auto">a</div>'],
    ['<td>a</td>', 'a'],
  ] as const
  for (const [source, expected] of arranged)
    expect(shown(asHtml(source))).toBe(`<div dir="auto">${expected}</div>`)
})

test('S23 what a browser reads by other rules, or shows as controls, goes with everything in it', () => {
  const gone =
    'script style title xmp noscript textarea template iframe noembed noframes svg math select object applet'
  for (const name of gone.split(' ')) {
    expect(shown(asHtml(`<${name}>hidden</${name}>after`)), name).toBe('<div dir="auto">after</div>')
  }
  expect(shown('<div>before</div><plaintext>hidden')).toBe('<div dir="auto">before</div>')
})

test('S24 no id, name or class of a message reaches the page', () => {
  const markup = shown(
    asHtml('<a id=x name=y class=z href=https://a.example>a</a><form name=body><p id=x>b</form>'),
  )
  expect(markup).not.toMatch(/\b(?:id|name|class)=/)
  expect(markup).toContain('>a (\u2068a.example\u2069)</a>')
})

test('S26 no style or class of a message covers our page', () => {
  const markup = shown(
    asHtml('<p style="position:fixed" class="fixed inset-0">a</p><style>p{color:red}</style>'),
  )
  expect(markup).toBe('<div dir="auto"><p dir="auto">a</p></div>')
  expect(shown('| a |\n|:-:|\n| b |')).toContain('<td align="center" dir="auto">b</td>')
})

const units = [
  ...[
    '*a **a ',
    'a <?',
    'a <![CDATA[',
    '[',
    '![',
    '> ',
    '[a]: u\n',
    '**',
    '*_',
    '`',
    '~~a',
    '[a](',
    '<a',
    '&amp',
    'http://',
  ],
  ...[
    'a@',
    '- ',
    '- a\n',
    '|',
    '|a',
    '#\n',
    '\\',
    '\n',
    'a\n',
    '```\n',
    '---\n',
    '[](',
    '![](',
    '<!--',
    '<x ',
    '"',
  ],
]
const tags = [
  ...[
    '<b>',
    '<div>',
    '<b><p>',
    '<a href=x>',
    '<font>',
    '</p>',
    '</br>',
    '<table><td>',
    '<li>',
    '<dd><li>',
    '<ul><li>',
  ],
  ...[
    '<svg><title>',
    '<math>',
    '<select>',
    '<template>',
    '<!--',
    '<i></b>',
    '<div><ul></div><li></ul></div>',
    '<p><marquee>',
  ],
]

test('S27 64 KiB of one pattern over and over never throws and never makes more than a bounded page', () => {
  const count = (markup: string) => markup.match(/<[a-z]/g)?.length ?? 0
  for (const unit of [...units, ...tags]) {
    const asMarkdown = shown(unit.repeat(maxMessageBytes / unit.length))
    const asMail = shown(asHtml(unit.repeat((maxMessageBytes - 11) / unit.length)))
    expect(Math.max(count(asMarkdown), count(asMail)), unit).toBeLessThanOrEqual(2 * maxNodes)
  }
})

test('S27 what multiplies in a parser is shown as plain text instead', () => {
  const open = Array.from({ length: 41 }, (_, index) => `<b x${index}>`).join('')
  const hostile = [
    `${open}${'<p>x'.repeat(9_000)}`,
    `${open}${'<div>'.repeat(8)}${'</b>'.repeat(41)}`,
    `<p ${Array.from({ length: 9_000 }, (_, index) => `x${index}`).join(' ')}>x</p>`,
    '<table><td>'.repeat(5_000),
    '<table><td>'.repeat(90),
    '<div><ul></div><li></ul></div>'.repeat(2_000),
    '<div>'.repeat(20_000),
    `<svg>${'<div>'.repeat(12_000)}`,
  ]
  for (const source of hostile) {
    const names = elements(shown(asHtml(source))).map((element) => element.tagName)
    expect(names.filter((name) => name !== 'p' && name !== 'br')).toEqual([])
  }
})

test('S27 as deep as allowed is markup, one deeper is the same words as plain text', () => {
  const nested = (depth: number) => `${'<div>'.repeat(depth)}a &lt;b&gt; c${'</div>'.repeat(depth)}`
  expect(elements(shown(nested(maxDepth)))).toHaveLength(maxDepth)
  expect(shown(nested(maxDepth + 1))).toBe('<p dir="auto">a &lt;b&gt; c</p>')
  expect(elements(shown(`${'> '.repeat(maxDepth - 1)}a`))).toHaveLength(maxDepth)
  expect(shown(`${'>'.repeat(maxDepth + 1)} a`)).toBe(`<p dir="auto">${'&gt;'.repeat(maxDepth + 1)} a</p>`)
})

test('S27 a message over 64 KiB is plain text with its lines; HTML shows its words only', () => {
  const long = 'x'.repeat(maxMessageBytes)
  expect(shown(`**a**\nb\n\n${long}`)).toBe(`<p dir="auto">**a**<br/>b</p><p dir="auto">${long}</p>`)
  expect(
    shown(`<style>p{}</style><p>a &amp;<br>b</p><ul><li>c</li></ul><script>d</script><p>${long}</p>`),
  ).toBe(`<p dir="auto">a &amp;<br/>b</p><p dir="auto">c</p><p dir="auto">${long}</p>`)
  expect(shown(`<p>a <<b>i>c</b></p>${long}`)).toContain('a &lt;i&gt;c')
  expect(shown('ü'.repeat(maxMessageBytes / 2 + 1).concat('**a**'))).toContain('**a**')
  expect(shown('x'.repeat(maxMessageBytes - 5).concat('**a**'))).toContain('<strong>a</strong>')
})
