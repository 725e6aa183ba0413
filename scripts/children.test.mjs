import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { runNode } from './children.mjs'

const children = new URL('children.mjs', import.meta.url).href
const parent = new URL('parent.mjs', import.meta.url).href

// A server that has started another program, as `next build` and `playwright` do; both hold on to standard output.
const server = `
require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' })
console.log('up')
setInterval(() => {}, 1000)`

const command = `
import { runNode, stopOnSignals } from '${children}'
import { stopWhenAlone } from '${parent}'
stopOnSignals()
stopWhenAlone()
await runNode(['-e', ${JSON.stringify(server)}])`

const asModule = ['--input-type=module', '-e', command]

/** Starts a program that starts the server, and waits until that is up. */
async function startAll(file, args, env = {}) {
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...env } })
  await once(child.stdout, 'data')
  return child
}

/** Standard output closes when the last process that holds it has ended. */
const allEnded = (child) => once(child, 'close')

test.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGKILL'])(
  '%s to a command ends all it started',
  async (signal) => {
    const child = await startAll(process.execPath, asModule)
    child.kill(signal)
    expect(await allEnded(child)).toEqual([null, signal])
  },
)

// Where there is no /proc, shells replace themselves by the command they run.
test.skipIf(!existsSync('/proc/self/stat'))(
  'when npm is killed outright, the command it ran through a shell ends, and all with it',
  async () => {
    const npm = `
    const shell = ['-c', '"$0" "$@"; true', process.execPath, ...${JSON.stringify(asModule)}]
    require('node:child_process').spawn('sh', shell, { stdio: 'inherit' })`
    const child = await startAll(process.execPath, ['-e', npm], { npm_lifecycle_event: 'demo' })
    child.kill('SIGKILL')
    await allEnded(child)
  },
)

test('the exit code of a program is passed on, and so is the signal that ended it', async () => {
  expect(await runNode(['-e', 'process.exit(3)'])).toMatchObject({ code: 3 })
  expect(await runNode(['-e', `process.kill(process.pid, 'SIGTERM')`])).toMatchObject({ code: 143 })
})

test('a program that does not end in its time is ended', async () => {
  expect(await runNode(['-e', 'setInterval(() => {}, 1000)'], { timeoutMs: 200 })).toMatchObject({
    code: 137,
  })
})

test('a program that is not there is a failure with a reason', async () => {
  const { code, output } = await runNode([], { node: '/nowhere/node' })
  expect(code).toBe(127)
  expect(output).toContain('/nowhere/node')
})
