import { expect, test } from 'vitest'
import { createProject } from './project.testing.mjs'

const installsOf = (project) => project.calls().filter((call) => call.startsWith('npm ci'))

test('packages are installed once, and again when the lock file changes', async () => {
  const project = createProject()
  await project.run(['next.mjs', 'dev'])
  await project.run(['next.mjs', 'dev'])
  expect(installsOf(project)).toHaveLength(1)
  project.write('package-lock.json', '{"packages":{"":{},"node_modules/next":{"integrity":"2"}}}')
  await project.run(['next.mjs', 'dev'])
  expect(installsOf(project)).toHaveLength(2)
})

test('what somebody installed with npm ci by hand is not installed again', async () => {
  const project = createProject()
  project.write(
    'package-lock.json',
    '{"packages":{"":{},"node_modules/next":{"integrity":"1"},"node_modules/mac":{"optional":true}}}',
  )
  project.write('node_modules/.package-lock.json', '{"packages":{"node_modules/next":{"integrity":"1"}}}')
  await project.run(['next.mjs', 'dev'])
  expect(installsOf(project)).toEqual([])
})

test('an install without the development packages is completed', async () => {
  const project = createProject()
  project.write('node_modules/.package-lock.json', '{"packages":{}}')
  await project.run(['next.mjs', 'dev'], { env: { NODE_ENV: 'production' } })
  expect(installsOf(project)[0]).toContain('--include=dev')
})

test('an install that fails shows why, starts nothing, and is tried again', async () => {
  const project = createProject({ npm: `console.error('registry is down'); process.exit(7)` })
  const { code, stderr } = await project.run(['next.mjs', 'dev'])
  expect(code).toBe(1)
  expect(stderr).toContain('registry is down')
  await project.run(['next.mjs', 'dev'])
  expect(project.calls().map((call) => call.split(' ')[0])).toEqual(['npm', 'npm'])
})

test('a server that starts installs nothing', async () => {
  const project = createProject()
  await project.run(['next.mjs', 'start', '--port', '80'])
  expect(project.calls()).toEqual(['next start --port 80'])
})
