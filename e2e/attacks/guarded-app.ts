/** An app whose operator has set this of `spam`. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SpamSettings } from '#lib/form/definition.ts'
import support from '#support.config'
import { type App, startApp } from '../support/app.ts'

export function startGuarded(spam: SpamSettings, settings: Record<string, string> = {}): Promise<App> {
  return startApp({ SUPPORT_CONFIG: writeGuarded(spam), TRUSTED_PROXY_HOPS: '1', ...settings })
}

/** The path of a configuration that says so. */
export function writeGuarded(spam: SpamSettings): string {
  const path = join(mkdtempSync(join(tmpdir(), 'deskbell-spam-')), 'support.json')
  writeFileSync(path, JSON.stringify({ ...support, spam }))
  return path
}
