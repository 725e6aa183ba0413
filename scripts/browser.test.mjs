import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { findBrowser, onThisMachine } from './browser.mjs'

afterEach(() => vi.unstubAllEnvs())

function folderWith(programs) {
  const folder = mkdtempSync(join(tmpdir(), 'deskbell-browser-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [name, exitCode] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\nexit ${exitCode}\n`)
    chmodSync(join(folder, name), 0o755)
  }
  return folder
}

test('the browser that DESKBELL_CHROMIUM names comes first', async () => {
  const folder = folderWith({ mine: 0, chromium: 0 })
  vi.stubEnv('PATH', folder)
  vi.stubEnv('DESKBELL_CHROMIUM', join(folder, 'mine'))
  expect(await findBrowser()).toBe(join(folder, 'mine'))
})

test('a wrong DESKBELL_CHROMIUM is told, not passed over', async () => {
  vi.stubEnv('DESKBELL_CHROMIUM', '/nowhere/chromium')
  expect(await findBrowser()).toBeNull()
})

test('a program by the name of a browser that does not start is passed over', () => {
  const folder = folderWith({ 'chromium-browser': 1, 'google-chrome': 0 })
  vi.stubEnv('PATH', folder)
  expect(onThisMachine()).toBe(join(folder, 'google-chrome'))
})
