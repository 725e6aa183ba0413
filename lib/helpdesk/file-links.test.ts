import MarkdownIt from 'markdown-it'
import { expect, test } from 'vitest'
import { withFileLinks } from './file-links.ts'

const linkOf = (name: string, url: string) => {
  const text = withFileLinks('See both.', [
    { name, url },
    { name: 'other.png', url },
  ])
  const tokens = new MarkdownIt().parse(text, {}).flatMap((token) => token.children ?? [])
  const start = tokens.findIndex((token) => token.type === 'link_open')
  const end = tokens.findIndex((token) => token.type === 'link_close')
  return {
    links: tokens.filter((token) => token.type === 'link_open').length,
    target: tokens[start]?.attrGet('href'),
    text: tokens
      .slice(start + 1, end)
      .map((token) => token.content)
      .join(''),
  }
}

test.each([
  ['photo.png', 'photo.png'],
  ['a](https://evil.example) [b.png', 'a](https://evil.example) [b.png'],
  ['**bold** _x_ `code` ~~gone~~.pdf', '**bold** _x_ `code` ~~gone~~.pdf'],
  ['back\\slash ![img](x) <b>&amp;.png', 'back\\slash ![img](x) <b>&amp;.png'],
  ['two\nlines\u0000 and\ttabs.png', 'two lines and tabs.png'],
  ['請求書 № 7 (kopi).pdf', '請求書 № 7 (kopi).pdf'],
])('a file called %j is one link that reads so', (name, text) => {
  const target = 'https://help.example.org/uploads/a1/x%20%28y%29.png?s=1'
  const link = linkOf(name, 'https://help.example.org/uploads/a1/x%20(y).png?s=1')
  expect(link).toEqual({ links: 2, target, text })
})

test('a helpdesk that carries no files gets a link to each, and words without files stay alone', () => {
  const file = { name: 'a.png', url: 'https://help.example.org/a' }
  expect(withFileLinks('See.', [file], 0)).toBe('See.\n\n- [a.png](https://help.example.org/a)')
  expect(withFileLinks('See.', [], 0)).toBe('See.')
})

test('a file in quarantine is linked beside being attached: who fetches it now may not get it', () => {
  const file = { name: 'a.png', url: 'https://help.example.org/a', isChecking: true }
  expect(withFileLinks('See.', [file])).toBe('See.\n\n- [a.png](https://help.example.org/a)')
  expect(withFileLinks('See.', [{ ...file, isChecking: false }])).toBe('See.')
})
