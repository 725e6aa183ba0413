/** The list of attack cases says what there is: every number has its tests, and no test carries another number. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cases } from './cases.ts'

const root = join(import.meta.dirname, '../..')

/** How a title stands in a file of tests, in whatever quotes; `when` is how contracts write one. */
const titles =
  /(?:\b(?:test|quick|describe)(?:\.\w+)*\(|\)\(|\bwhen\(\s*\[[^\]]*\],)\s*(?:'([^'\n]*)'|"([^"\n]*)"|`([^`\n]*)`)/g

/** By number, the files whose tests carry it, each with their titles. */
function readTests(): Map<string, Map<string, string[]>> {
  const found = new Map<string, Map<string, string[]>>()
  const files = globSync('{app,components,lib,e2e,scripts}/**/*.{test.ts,test.mjs,spec.ts,contract.ts}', {
    cwd: root,
  })
  for (const file of files)
    for (const [, single, double, back] of readFileSync(join(root, file), 'utf8').matchAll(titles)) {
      const title = single ?? double ?? back ?? ''
      for (const id of title.match(/\bS\d\d\b/g) ?? []) {
        const byFile = found.get(id) ?? new Map<string, string[]>()
        found.set(id, byFile.set(file, [...(byFile.get(file) ?? []), title]))
      }
    }
  return found
}

test('every attack case has tests that carry its number, or a reason why it has none', () => {
  const found = readTests()
  const listed = Object.entries(cases).map(([id, { attack, tests = [], unless }]) => {
    const titlesOf = (file: string) => found.get(id)?.get(file) ?? []
    return { id, attack, unless, shown: tests.map((file) => ({ file, titles: titlesOf(file) })) }
  })
  process.stdout.write(`\n${listed.map(lineOf).join('\n')}\n`)
  const gaps = listed.filter(({ shown, unless }) => shown.length === 0 && !unless)
  const promised = listed.flatMap(({ id, shown }) =>
    shown.filter((each) => each.titles.length === 0).map(({ file }) => `${id} ${file}`),
  )
  expect({ gaps: gaps.map(({ id }) => id), promised }).toEqual({ gaps: [], promised: [] })
  expect(Object.keys(cases).slice(0, 80)).toEqual(
    Array.from({ length: 80 }, (_, index) => `S${`${index + 1}`.padStart(2, '0')}`),
  )
})

test('every number that a test carries is one of the list', () => {
  expect([...readTests().keys()].filter((id) => !Object.hasOwn(cases, id))).toEqual([])
})

interface Listed {
  readonly id: string
  readonly attack: string
  readonly unless: string | undefined
  readonly shown: readonly { readonly file: string; readonly titles: readonly string[] }[]
}

const lineOf = ({ id, attack, unless, shown }: Listed) =>
  `${id} ${attack}: ${unless ? `does not apply: ${unless}` : shown.map(({ file, titles: { length } }) => `${file} (${length})`).join(', ')}`
