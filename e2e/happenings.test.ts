/** What the README says happens when something goes wrong is shown by a test that is there. */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')

test('every row of the README’s “What happens when…” names its test', () => {
  const readme = readFileSync(`${root}/README.md`, 'utf8')
  const table = readme.split('<!-- happenings')[1]?.split('<!-- /happenings -->')[0] ?? ''
  const rows = table
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| what happens |'))
  expect(rows.length).toBeGreaterThan(15)
  expect(rows.filter((row) => !isShown(row))).toEqual([])
})

function isShown(row: string): boolean {
  const { file = '', title = '' } = /\| `(?<file>[^`]+)`: (?<title>[^|]+) \|$/.exec(row)?.groups ?? {}
  const path = `${root}/${file}`
  return /\.(spec|test)\.ts$/.test(file) && existsSync(path) && readFileSync(path, 'utf8').includes(title)
}
