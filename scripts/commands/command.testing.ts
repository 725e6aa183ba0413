/** A command as an operator types it, in an environment that has nothing but what the test gives. */
import { spawn } from 'node:child_process'
import type { Where } from '#lib/db/engines.testing.ts'
import { root } from '../project.mjs'

export interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** `npm run <script> -- …`. */
export async function npmRun(
  [script = '', ...args]: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Ran> {
  const child = spawn('npm', ['run', '--silent', script, '--', ...args], {
    cwd: root,
    env: { NODE_ENV: 'production', PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  child.stderr.on('data', (chunk) => {
    err += chunk
  })
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, out, err }
}

/** The settings of an installation whose database is there. */
export const environmentOf = ({ databaseUrl, dataDir }: Where): Record<string, string> => ({
  DATA_DIR: dataDir,
  ...(databaseUrl ? { DATABASE_URL: databaseUrl, APP_SECRET: 'x'.repeat(32) } : {}),
})
