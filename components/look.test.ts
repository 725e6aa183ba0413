/** What holds for every component and style sheet, read from their text. */
import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const files = globSync('**/*.{tsx,css}', { cwd: import.meta.dirname }).map((name) => ({
  name,
  text: readFileSync(`${import.meta.dirname}/${name}`, 'utf8'),
}))

/** Every place where `pattern` occurs, as `file: text`. */
function findAll(pattern: RegExp): string[] {
  return files.flatMap(({ name, text }) => [...text.matchAll(pattern)].map(([found]) => `${name}: ${found}`))
}

test('a page reads from right to left as well: no left, no right', () => {
  const physical = /(?:margin|padding|border|inset)-(?:left|right)|(?:text-align|float): (?:left|right)/g
  const utilities =
    /className="[^"]*\b(?:[mp][lr]-|left-|right-|text-left|text-right|rounded-[lr]\b|border-[lr]\b)/g
  expect(findAll(physical)).toEqual([])
  expect(findAll(utilities)).toEqual([])
})

test('the operator decides on colours: components name roles, never a raw colour', () => {
  expect(findAll(/#[0-9a-f]{6}\b|\brgba?\(|\bhsl\(|(?<!box-shadow:.*)\boklch\(/gi)).toEqual([])
})

test('nothing needs a style attribute or an inline handler, which the content security policy forbids', () => {
  expect(findAll(/\bstyle=\{|\bon[a-z]+="|dangerouslySetInnerHTML/g)).toEqual([])
})
