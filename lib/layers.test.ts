/** The layers: every import of the product is read, and none may go upward or run in a circle. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

/** From the top down; a module imports from its own row and those below it. */
const rows: readonly (readonly string[])[] = [
  ['app', 'instrumentation.ts', 'instrumentation-client.ts', 'proxy.ts'],
  ['components'],
  ['lib/outbox', 'lib/threads', 'lib/doctor', 'lib/desk'],
  ['lib/helpdesk', 'lib/guard', 'lib/mail'],
  ['lib/files', 'lib/db', 'lib/signed', 'lib/identity'],
  ['lib/form', 'lib/i18n', 'lib/markup', 'support.config.ts'],
  ['lib/env', 'lib/log'],
]

/** A component gets everything else as props; `types` may be named, but nothing of theirs runs in a browser. */
const open = { components: ['components', 'lib/form', 'lib/i18n'], types: ['lib/helpdesk'] }

/** Next.js puts these in at build time: nobody's environment is read. */
const builtIn = ['NEXT_RUNTIME', 'NODE_ENV']

interface Import {
  readonly from: string
  readonly to: string
  readonly typeOnly: boolean
}

type Sources = ReadonlyMap<string, string>

test('every import goes down, none in a circle, and only lib/env reads the environment', () => {
  const sources = readSources()
  expect(sources.size).toBeGreaterThan(20)
  expect(problemsOf(sources)).toEqual([])
})

test('nothing that a component runs leads to zod or to the settings', () => {
  const sources = readSources()
  const imports = [...sources].flatMap(([path, text]) => importsIn(path, bare(text)))
  const inBrowser = new Set([...sources.keys()].filter((path) => isIn(path, 'components') && !isTest(path)))
  for (const path of inBrowser)
    for (const { from, to, typeOnly } of imports) if (from === path && !typeOnly) inBrowser.add(to)
  expect([...inBrowser]).toContain('lib/form/rules.ts')
  const serverOnly = [...inBrowser].filter(
    (path) => isIn(path, 'lib/env') || /from 'zod'/.test(sources.get(path) ?? ''),
  )
  expect(serverOnly).toEqual([])
})

describe('the reader of imports notices', () => {
  test.each([
    ['a static import', `import { a } from '#lib/outbox/outbox.ts'`],
    ['an import of a type', `import type { A } from '#lib/outbox/outbox.ts'`],
    ['an import for its effect', `import '#lib/outbox/outbox.ts'`],
    ['a dynamic import', `const a = await import('../outbox/outbox.ts')`],
    ['a type taken by import()', `let a: typeof import('#lib/outbox/outbox.ts')`],
    ['an export from elsewhere', `export * from '../outbox/outbox.ts'`],
    ['an import over several lines', `import {\n  a,\n  type B,\n} from "#lib/outbox/outbox.ts"`],
    ['an import behind a link in a text', `const url = 'https://a/*'\nimport '../outbox/outbox.ts' // */`],
  ])('%s', (_name, source) => {
    expect(problemsOf(new Map([['lib/helpdesk/port.ts', source]]))).toEqual([
      'lib/helpdesk/port.ts imports upward: lib/outbox/outbox.ts',
    ])
  })

  test.each([
    ['a comment', `// import '#lib/outbox/outbox.ts'\n/* import '#lib/outbox/outbox.ts' */`],
    ['a package', `import { z } from 'zod'\nimport { join } from 'node:path'`],
    ['its own row', `import { a } from '#lib/guard/guard.ts'`],
    ['a row below', `import { a } from '#lib/db/db.ts'\nimport config from '#support.config'`],
  ])('nothing wrong in %s', (_name, source) => {
    expect(problemsOf(new Map([['lib/helpdesk/port.ts', source]]))).toEqual([])
  })

  test('a circle, once and by its members', () => {
    const circle = new Map([
      ['lib/db/a.ts', `import './b.ts'`],
      ['lib/db/b.ts', `import type { C } from '#lib/db/c.ts'`],
      ['lib/db/c.ts', `export { a } from './a.ts'\nimport './d.ts'`],
      ['lib/db/d.ts', ''],
    ])
    expect(problemsOf(circle)).toEqual(['a circle: lib/db/a.ts → lib/db/b.ts → lib/db/c.ts → lib/db/a.ts'])
  })

  test('a module that no row names', () => {
    expect(problemsOf(new Map([['lib/helpers/a.ts', '']]))).toEqual(['lib/helpers/a.ts stands in no row'])
    expect(problemsOf(new Map([['app/page.tsx', `import '../e2e/fakes/reamaze.ts'`]]))).toEqual([
      'app/page.tsx imports what stands in no row: e2e/fakes/reamaze.ts',
    ])
  })

  test('a component that reaches for the server, and none that takes a type or words', () => {
    const component = (source: string) => problemsOf(new Map([['components/thread/a.tsx', source]]))
    expect(component(`import { a } from '#lib/markup/markdown.ts'`)).toHaveLength(1)
    expect(component(`import { a } from '#lib/helpdesk/helpdesk.ts'`)).toHaveLength(1)
    expect(component(`import '#app/paths.ts'`)).toHaveLength(2)
    expect(component(`import type { Message } from '#lib/helpdesk/helpdesk.ts'`)).toEqual([])
    expect(component(`import { field } from '#lib/form/field.ts'\nimport './a.css'`)).toEqual([])
  })

  test('the environment read elsewhere', () => {
    const reading = (path: string, source: string) => problemsOf(new Map([[path, source]]))
    expect(reading('lib/log/log.ts', 'const level = process.env.LOG_LEVEL')).toHaveLength(1)
    expect(reading('app/page.tsx', `const { env } = process`)).toHaveLength(1)
    expect(reading('app/page.tsx', `import { env } from 'node:process'`)).toHaveLength(1)
    expect(reading('lib/env/env.ts', 'process.env')).toEqual([])
    expect(reading('instrumentation.ts', `process.env.NEXT_RUNTIME === 'nodejs' // process.env`)).toEqual([])
  })

  test('product code that leans on a test, while a test may import anything', () => {
    const test = `import '#app/page.tsx'\nimport '../../e2e/fakes/reamaze.ts'`
    expect(problemsOf(new Map([['lib/db/db.contract.ts', test]]))).toEqual([])
    expect(problemsOf(new Map([['lib/db/db.ts', `import './db.testing.ts'`]]))).toEqual([
      'lib/db/db.ts imports a test: lib/db/db.testing.ts',
    ])
  })
})

function readSources(): Sources {
  const root = resolve(import.meta.dirname, '..')
  const paths = rows.flat().map((module) => module.split('/')[0] ?? module)
  const files = [...new Set(paths)].flatMap((path) =>
    path.endsWith('.ts') ? [path] : filesBelow(root, path),
  )
  return new Map(files.map((path) => [path, readFileSync(join(root, path), 'utf8')]))
}

const filesBelow = (root: string, folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => posix.join(folder, path.replaceAll('\\', '/')))
    .filter((path) => /\.[cm]?[jt]sx?$/.test(path))

function problemsOf(sources: Sources): string[] {
  const code = [...sources]
    .filter(([path]) => !isTest(path))
    .map(([path, text]) => [path, bare(text)] as const)
  const imports = code.flatMap(([path, text]) => importsIn(path, text))
  return [
    ...code.filter(([path]) => rowOf(path) === null).map(([path]) => `${path} stands in no row`),
    ...imports.flatMap(wrongWith),
    ...circlesIn(imports),
    ...code
      .filter(([path, text]) => readsEnvironment(path, text))
      .map(([path]) => `${path} reads process.env`),
  ]
}

const isTest = (path: string) => /\.(test|testing|contract)\.tsx?$/.test(path)

/** The code without its comments; texts stay, since an address in one may look like a comment. */
const bare = (source: string) =>
  source.replace(
    /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g,
    '$1',
  )

const importLike =
  /\b(?:import|export)\s+(?<type>type\s)?[^'"`;()=]*?\bfrom\s*['"](?<from>[^'"]+)['"]|\bimport\s*\(?\s*['"](?<bare>[^'"]+)['"]/g

function importsIn(path: string, code: string): Import[] {
  return [...code.matchAll(importLike)].flatMap(({ groups }) => {
    const to = fileNamed(groups?.from ?? groups?.bare ?? '', path)
    return to ? [{ from: path, to, typeOnly: groups?.type !== undefined }] : []
  })
}

/** The project's file behind a specifier, or null for a package. */
function fileNamed(specifier: string, importer: string): string | null {
  if (specifier === '#support.config') return 'support.config.ts'
  if (specifier.startsWith('#')) return specifier.slice(1)
  return specifier.startsWith('.') ? posix.join(posix.dirname(importer), specifier) : null
}

/** The higher the number, the lower the row. */
function rowOf(path: string): number | null {
  const row = rows.findIndex((modules) => modules.some((module) => isIn(path, module)))
  return row === -1 ? null : row
}

const isIn = (path: string, module: string) => path === module || path.startsWith(`${module}/`)

function wrongWith({ from, to, typeOnly }: Import): string[] {
  const [above, below] = [rowOf(from), rowOf(to)]
  if (above === null) return []
  if (isTest(to)) return [`${from} imports a test: ${to}`]
  if (below === null) return [`${from} imports what stands in no row: ${to}`]
  const isComponent = isIn(from, 'components')
  const allowed = typeOnly ? [...open.components, ...open.types] : open.components
  return [
    ...(below < above ? [`${from} imports upward: ${to}`] : []),
    ...(isComponent && !allowed.some((module) => isIn(to, module))
      ? [`${from} is a component and must not import ${to}`]
      : []),
  ]
}

function circlesIn(imports: readonly Import[]): string[] {
  const targets = Map.groupBy(imports, ({ from }) => from)
  const circles: string[] = []
  const done = new Set<string>()
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path)
    if (start !== -1) circles.push(`a circle: ${[...trail.slice(start), path].join(' → ')}`)
    if (start !== -1 || done.has(path)) return
    for (const { to } of targets.get(path) ?? []) visit(to, [...trail, path])
    done.add(path)
  }
  for (const path of targets.keys()) visit(path, [])
  return circles
}

function readsEnvironment(path: string, code: string): boolean {
  if (isIn(path, 'lib/env')) return false
  const others = code.replaceAll(new RegExp(`process\\.env\\.(${builtIn.join('|')})\\b`, 'g'), '')
  return /\bprocess\s*\??\.\s*env\b|\benv\b[^=;]*}\s*=\s*process\b|\benv\b[^;]*\bfrom 'node:process'/.test(
    others,
  )
}
