/** The mistakes that `npm run chaos` plants fit the product as it is; that each is noticed takes longer, and is shown there. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { bugs, withBug } from './bugs.ts'

const root = resolve(import.meta.dirname, '../..')

test('every bug that is planted on purpose fits the product, and there are more than twenty', () => {
  expect(bugs.length).toBeGreaterThan(20)
  expect(new Set(bugs.map(({ name }) => name)).size).toBe(bugs.length)
  for (const bug of bugs) {
    const text = readFileSync(`${root}/${bug.file}`, 'utf8')
    expect(withBug(bug, text), bug.name).not.toBe(text)
  }
})
