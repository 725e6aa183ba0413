/** An operator at the command line of the machine that an app runs on. */
import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import type { App } from './app.ts'

/** `npm run threads -- …`; the answer is what it printed. @throws when it fails. */
export async function manageThreads(app: App, ...args: string[]): Promise<string> {
  const program = resolve(import.meta.dirname, '../../scripts/threads.mjs')
  const env = { PATH: process.env.PATH ?? '', NODE_ENV: 'production' as const, DATA_DIR: app.dataDir }
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...args], { env })
  return stdout
}
