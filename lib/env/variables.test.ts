/** What the README and .env.example say of the settings is what the code reads. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { variables } from './variables.ts'

const root = `${import.meta.dirname}/../..`

test('the README’s table has every setting as the code has it, and no other', () => {
  const readme = readFileSync(`${root}/README.md`, 'utf8')
  const table = readme.split('<!-- settings')[1]?.split('<!-- /settings -->')[0] ?? ''
  const rows = table.split('\n').filter((line) => line.startsWith('| `'))
  const expected = Object.entries(variables).map(
    ([name, { needs, fallback }]) => `| \`${name}\` | ${needs} | ${fallback} |`,
  )
  expect(rows).toEqual(expected)
})

test('.env.example names every setting, and no other', () => {
  const example = readFileSync(`${root}/.env.example`, 'utf8')
  const named = [...example.matchAll(/^# ([A-Z0-9_]+)=/gm)].map((match) => match[1])
  expect(named).toEqual(Object.keys(variables))
})
