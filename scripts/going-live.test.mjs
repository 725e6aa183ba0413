/** What the README gives an operator to copy: the proxy and the unit fit this app, and the browsers are those of the build. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readEnvironment } from '#lib/env/env.ts'
import { variables } from '#lib/env/variables.ts'
import { maxFileBytes, maxFiles } from '#lib/files/room.ts'
import { root, tools } from './project.mjs'

const readme = readFileSync(`${root}/README.md`, 'utf8')
const [, samples = ''] = /<!-- samples:([\s\S]*?)<!-- \/samples -->/.exec(readme) ?? []
const sample = (language) => samples.split(`\`\`\`${language}\n`)[1]?.split('```')[0] ?? ''

test('the proxy passes the host and one hop on, takes ten files, and logs the address of no thread', () => {
  const directives = [...sample('nginx').matchAll(/^ {2}([^#\s]+) (.+);$/gm)].map(([, name, value]) => [
    name,
    value,
  ])
  const { port } = readEnvironment({ DATA_DIR: newFolder() })
  expect(directives).toContainEqual(['proxy_pass', `http://127.0.0.1:${port}`])
  expect(directives).toContainEqual(['proxy_set_header', 'Host $host'])
  expect(directives).toContainEqual(['proxy_set_header', 'X-Forwarded-For $proxy_add_x_forwarded_for'])
  expect(directives).toContainEqual(['proxy_request_buffering', 'off'])
  expect(directives).toContainEqual(['access_log', 'off'])
  const [, megabytes] = directives.find(([name]) => name === 'client_max_body_size') ?? []
  expect(Number.parseInt(megabytes, 10) * 1024 ** 2).toBeGreaterThan(maxFiles * maxFileBytes)
})

test('the unit starts what is installed, with settings of ours, and keeps what it writes', () => {
  const unit = sample('ini')
  const [, given = ''] = /^Environment=(.+)$/m.exec(unit) ?? []
  const settings = Object.fromEntries(given.split(' ').map((each) => each.split('=')))
  expect(Object.keys(settings).filter((name) => !(name in variables))).toEqual(['NODE_ENV'])
  const [, kept] = /^StateDirectory=(.+)$/m.exec(unit) ?? []
  expect(settings.DATA_DIR).toBe(`/var/lib/${kept}`)
  const [, program = ''] = /^ExecStart=\S+ (\S+) start --hostname 127\.0\.0\.1$/m.exec(unit) ?? []
  expect(join(root, program)).toBe(tools.next)
  expect(existsSync(tools.next)).toBe(true)
})

test.skipIf(spawnSync('systemd-analyze', ['--version']).status !== 0)(
  'systemd finds no fault in the unit',
  () => {
    const folder = newFolder()
    const path = join(folder, 'deskbell.service')
    // Node.js lies elsewhere on this machine.
    writeFileSync(path, sample('ini').replace('/usr/bin/node', process.execPath))
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', path], { encoding: 'utf8' })
    expect(stderr.split('\n').filter((line) => line.includes('deskbell'))).toEqual([])
    expect(status).toBe(0)
    rmSync(folder, { recursive: true })
  },
)

test('no browser is promised that the build is not made for', () => {
  const made = createRequire(tools.next)('next/dist/shared/lib/modern-browserslist-target')
  const [sentence = ''] = /\*\*Browsers\*\*: made for [^;]+/.exec(readme.replaceAll('\n', ' ')) ?? []
  const promised = { chrome: /Chrome and Edge (\d+)/, firefox: /Firefox (\d+)/, safari: /Safari ([\d.]+)/ }
  for (const [browser, pattern] of Object.entries({ ...promised, edge: promised.chrome })) {
    const [, version] = pattern.exec(sentence) ?? []
    const [, least] = made.find((each) => each.startsWith(browser))?.split(' ') ?? []
    expect(Number(version), browser).toBeGreaterThanOrEqual(Number(least))
  }
})

const newFolder = () => mkdtempSync(join(tmpdir(), 'deskbell-going-live-'))
