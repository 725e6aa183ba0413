/** The image cannot be built here; that everything it is made from is copied into it can be seen without. */
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { variables } from '#lib/env/variables.ts'
import { root } from './project.mjs'

const read = (name) => readFileSync(`${root}/${name}`, 'utf8')

const stages = Object.fromEntries(
  read('Dockerfile')
    .split(/^FROM /m)
    .slice(1)
    .map((stage) => [/ AS (\w+)/.exec(stage)?.[1], stage]),
)

const copiedIn = (stage) =>
  [...stages[stage].matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, sources]) => sources.split(' '))

test('all that a build is made from is copied into the image, and is there', () => {
  const [, list = ''] = /const inputs = \[([\s\S]*?)^\]/m.exec(read('scripts/build.mjs')) ?? []
  const inputs = [...list.matchAll(/'([^']+)'/g)].map(([, name]) => name)
  const copied = [...copiedIn('dependencies'), ...copiedIn('build')]
  expect(inputs.length).toBeGreaterThan(10)
  const isCopied = (name) => copied.some((each) => name === each || name.startsWith(`${each}/`))
  expect(inputs.filter((name) => !isCopied(name))).toEqual([])
  expect(copied.filter((name) => !existsSync(`${root}/${name}`))).toEqual([])
})

test('the app runs the standalone folder as nobody in particular, and knows how it stands', () => {
  expect(stages.app).toContain('/app/.next/standalone ./')
  expect(stages.app).toContain('/app/.next/static .next/static')
  expect(stages.app).toMatch(/^USER node$/m)
  expect(stages.app).toContain('/api/health')
  expect(stages.app).toMatch(/^CMD \["node", "server.js"\]$/m)
})

test('every setting that compose.yaml gives is one of ours', () => {
  const compose = read('compose.yaml')
  const [, settings = ''] = /environment: &settings\n((?: {4}\w+: .+\n)+)/.exec(compose) ?? []
  const names = [...settings.matchAll(/^ {4}(\w+):/gm)].map(([, name]) => name)
  expect(names.length).toBeGreaterThan(4)
  expect(names.filter((name) => !(name in variables))).toEqual([])
  expect(compose).toContain('read_only: true')
})
