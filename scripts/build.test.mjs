import { expect, test } from 'vitest'
import { createProject } from './project.testing.mjs'

const chromium = { DESKBELL_CHROMIUM: process.execPath }
const buildsOf = (project) => project.calls().filter((call) => call === 'next build').length

test('the app is built once, and again when something it is made from changes', async () => {
  const project = createProject()
  const endToEnd = () => project.run(['e2e.mjs'], { env: chromium })
  await endToEnd()
  await endToEnd()
  expect(buildsOf(project)).toBe(1)
  project.write('app/page.test.tsx', 'a test is no part of the build')
  await endToEnd()
  expect(buildsOf(project)).toBe(1)
  project.write('app/page.tsx', 'two')
  await endToEnd()
  expect(buildsOf(project)).toBe(2)
})

test('a build that fails shows why, is tested by nothing, and is tried again', async () => {
  const project = createProject({ next: `console.log('app/page.tsx: no such thing'); process.exit(1)` })
  const { code, stderr } = await project.run(['e2e.mjs'], { env: chromium })
  expect(code).toBe(1)
  expect(stderr).toContain('app/page.tsx: no such thing')
  await project.run(['e2e.mjs'], { env: chromium })
  expect(buildsOf(project)).toBe(2)
  expect(project.calls().join()).not.toContain('playwright')
})

test('npm run build builds whenever it is asked to, and what it built is current', async () => {
  const project = createProject()
  await project.run(['next.mjs', 'build'])
  await project.run(['next.mjs', 'build'])
  await project.run(['e2e.mjs'], { env: chromium })
  expect(buildsOf(project)).toBe(2)
})

test('arguments of npm run e2e reach Playwright, and --full asks for the whole matrix', async () => {
  const project = createProject({ playwright: `console.log('full:', process.env.DESKBELL_E2E_FULL)` })
  const once = await project.run(['e2e.mjs', '-g', 'reply'], { env: chromium })
  expect(once.stdout).toContain('full: undefined')
  const full = await project.run(['e2e.mjs', '--full'], { env: chromium })
  expect(full.stdout).toContain('full: 1')
  expect(project.calls().filter((call) => call.startsWith('playwright'))).toEqual([
    'playwright test -g reply',
    'playwright test',
  ])
})
