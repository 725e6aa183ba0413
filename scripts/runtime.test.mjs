import { expect, test } from 'vitest'
import { createProject } from './project.testing.mjs'
import { isCurrent } from './runtime.mjs'

const command = `
import { underCurrentNode } from './runtime.mjs'
await underCurrentNode()
console.log('ran', process.argv.slice(2).join(), process.env.PATH.split(':')[0])
process.exit(5)`

// Loaded first, it makes this Node.js say that it is an old one; a Node.js started in turn says the truth.
const old = (version) =>
  `data:text/javascript,Object.defineProperty(process, 'versions', { value: { node: '${version}' } })`

const binFolder = process.execPath.slice(0, process.execPath.lastIndexOf('/'))
const fetches = (binary) => `if (args[0] === 'exec') console.log(${JSON.stringify(binary)})`

test.each([
  ['18.20.8', false],
  ['20.20.2', false],
  ['22.11.0', false],
  ['22.12.0', true],
  ['24.1.0', true],
  ['26.0.0', true],
])('Node.js %s is current: %s', (version, current) => {
  expect(isCurrent(version)).toBe(current)
})

test('a current Node.js runs the command itself and fetches nothing', async () => {
  const project = createProject()
  project.write('scripts/command.mjs', command)
  const { code, stdout } = await project.run(['command.mjs', 'a', 'b'])
  expect({ code, stdout }).toEqual({ code: 5, stdout: `ran a,b ${binFolder}\n` })
  expect(project.calls()).toEqual([])
})

test('an old Node.js learns of a current one once, and passes on arguments and exit code', async () => {
  const project = createProject({ npm: fetches(process.execPath) })
  project.write('scripts/command.mjs', command)
  const flags = ['--import', old('20.20.2')]
  const first = await project.run(['command.mjs', 'a'], { flags })
  const second = await project.run(['command.mjs', 'b'], { flags })
  expect(first).toMatchObject({ code: 5, stdout: expect.stringContaining(`ran a ${binFolder}`) })
  expect(second).toMatchObject({ code: 5, stdout: `ran b ${binFolder}\n` })
  expect(project.calls()).toHaveLength(1)
})

test('a remembered Node.js that has vanished is fetched again', async () => {
  const project = createProject({ npm: fetches(process.execPath) })
  project.write('scripts/command.mjs', command)
  project.write('.cache/node', '/nowhere/node')
  const { code } = await project.run(['command.mjs'], { flags: ['--import', old('18.20.8')] })
  expect(code).toBe(5)
  expect(project.calls()).toHaveLength(1)
})

test('when no current Node.js can be had, the reason is told and nothing loops', async () => {
  const project = createProject({ npm: `console.error('registry is down'); process.exit(1)` })
  project.write('scripts/command.mjs', command)
  const { code, stderr } = await project.run(['command.mjs'], { flags: ['--import', old('20.20.2')] })
  expect(code).toBe(1)
  expect(stderr).toContain('registry is down')
  expect(stderr).toContain('Node.js 22.12 or newer is needed')
})
