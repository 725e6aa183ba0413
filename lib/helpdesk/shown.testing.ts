/** What a table says is shown by a test: the test's file and title, which must be there. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A file of tests, from the root of the project, and a title in it; a row is one case of a table of cases. */
export interface Shown {
  readonly file: string
  readonly title: string
  readonly row?: string
}

/** For tables: `inFile('lib/a.test.ts')('a title')`. */
export const inFile =
  (file: string) =>
  (title: string, row?: string): Shown => ({ file, title, ...(row !== undefined && { row }) })

/** Whether there is such a test. */
export function exists({ file, title, row }: Shown): boolean {
  const source = sourceOf(file)
  const titles = [
    ...source.matchAll(
      /(?:\b(?:test|describe)\(|\)\(|\bwhen\(\s*\[[^\]]*\],)\s*(?:'([^'\n]*)'|"([^"\n]*)")/g,
    ),
  ]
  const isTitled = titles.some(([, single, double]) => (single ?? double) === title)
  return isTitled && (row === undefined || source.includes(`'${row}'`))
}

/** Every test of `shown` that is not there. */
export const missingOf = (shown: readonly (Shown | undefined)[]): Shown[] =>
  shown.filter((each) => each !== undefined).filter((each) => !exists(each))

function sourceOf(file: string): string {
  try {
    return readFileSync(join(import.meta.dirname, '../..', file), 'utf8')
  } catch {
    return ''
  }
}
