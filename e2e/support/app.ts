/** A Deskbell of its own for a test: the production build on a free port, with an empty data folder. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

export interface App {
  readonly url: string
  readonly dataDir: string
  /** Of the process. */
  pid(): number
  /** Everything the process has printed so far. */
  output(): string
  /** Ends it as an operator would; the data stays. */
  stop(): Promise<void>
  /** Ends it as a power cut would; the data stays. */
  kill(): Promise<void>
  /** Starts it again on the same port and data. */
  restart(): Promise<void>
}

const next = resolve(import.meta.dirname, '../../node_modules/next/dist/bin/next')
const root = resolve(import.meta.dirname, '../..')

/** What is run, and as whom. */
export interface Program {
  readonly cwd: string
  readonly node: string
  args(port: string): readonly string[]
  /** Null: as whoever runs the tests. */
  readonly user: { readonly uid: number; readonly gid: number } | null
}

/** Longer than a test is idle: a connection that the server closes just as a test asks again is nobody's fault. */
const keepAliveMs = '65000'

/** The build where it lies, as `npm start` runs it. */
export const inPlace: Program = {
  cwd: root,
  node: process.execPath,
  args: (port) => [next, 'start', '--port', port, '--keepAliveTimeout', keepAliveMs],
  user: null,
}

/** Starts the built app with these settings on top of the defaults and waits until it answers. */
export async function startApp(
  settings: Record<string, string> = {},
  program: Program = inPlace,
): Promise<App> {
  const port = settings.PORT ?? (await freePort())
  const dataDir = settings.DATA_DIR ?? (await mkdtemp(join(tmpdir(), 'deskbell-app-')))
  const url = `http://localhost:${port}`
  const env = { PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: 'warn', ...settings }
  let printed = ''
  let child = await launch()

  async function launch(): Promise<ChildProcess> {
    const started = spawnApp(env, program)
    started.stdout?.on('data', (chunk) => {
      printed += chunk
    })
    started.stderr?.on('data', (chunk) => {
      printed += chunk
    })
    await untilHealthy(url, started, () => printed)
    return started
  }

  return {
    url,
    dataDir,
    pid: () => child.pid ?? 0,
    output: () => printed,
    stop: () => end(child, 'SIGTERM'),
    kill: () => end(child, 'SIGKILL'),
    async restart() {
      child = await launch()
    },
  }
}

/** Starts the built app and answers what it printed and its exit code, for starts that must not succeed. */
export async function failToStart(
  settings: Record<string, string>,
): Promise<{ code: number; output: string }> {
  const child = spawnApp({ PORT: String(await freePort()), ...settings }, inPlace)
  let output = ''
  child.stdout?.on('data', (chunk) => {
    output += chunk
  })
  child.stderr?.on('data', (chunk) => {
    output += chunk
  })
  const [code] = await once(child, 'exit')
  return { code: Number(code), output }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port was given')
  return address.port
}

const spawnApp = (env: Record<string, string>, { cwd, node, args, user }: Program) =>
  spawn(node, args(env.PORT ?? ''), {
    cwd,
    env: {
      PATH: process.env.PATH ?? '',
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      KEEP_ALIVE_TIMEOUT: keepAliveMs,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...user,
  })

async function untilHealthy(url: string, child: ChildProcess, printed: () => string): Promise<void> {
  const deadline = Date.now() + 60_000
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the app ended at its start:\n${printed()}`)
    const answer = await fetch(`${url}/api/health`).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  child.kill('SIGKILL')
  throw new Error(`the app did not answer within a minute:\n${printed()}`)
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}
