/** An empty App Router page of the installed Next.js, built and served: the weight that nobody can go below. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { freePort } from '../support/app.ts'

const folder = resolve(import.meta.dirname, 'empty')
const program = resolve(import.meta.dirname, '../../node_modules/next/dist/bin/next')

export interface EmptyPage {
  readonly url: string
  /** Of its server. */
  pid(): number
  stop(): Promise<void>
}

let built: Promise<void> | null = null

/** Builds the page, once in a process, and serves it on a free port. @throws with all that was printed when either fails. */
export async function serveEmptyPage(): Promise<EmptyPage> {
  built ??= build()
  await built
  const port = await freePort()
  const server = next(['start', folder, '--port', String(port)])
  const url = `http://127.0.0.1:${port}`
  await untilAnswering(url, server)
  return { url, pid: () => server.process.pid ?? 0, stop: () => end(server.process) }
}

async function build(): Promise<void> {
  const building = next(['build', folder])
  const [code] = await once(building.process, 'close')
  if (code !== 0) throw new Error(`the empty page was not built:\n${building.printed()}`)
}

interface Running {
  readonly process: ChildProcess
  printed(): string
}

function next(args: string[]): Running {
  const env = { PATH: process.env.PATH ?? '', NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' }
  const child = spawn(process.execPath, [program, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  const collect = (chunk: Buffer) => {
    printed += chunk
  }
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  return { process: child, printed: () => printed }
}

async function untilAnswering(url: string, server: Running): Promise<void> {
  while (!(await fetch(url).catch(() => null))?.ok) {
    if (server.process.exitCode !== null) throw new Error(`the empty page ended:\n${server.printed()}`)
    await new Promise((wake) => setTimeout(wake, 100))
  }
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}
