/** `npm run demo` as a newcomer runs it, on a free port and an empty data folder. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type App, freePort } from './app.ts'

export interface Demo extends App {
  /** The line that answers the newest request, as printed. */
  readonly curl: string
}

/** Starts it and waits until it has said what it has to say. */
export async function startDemo(): Promise<Demo> {
  const port = String(await freePort())
  const dataDir = await mkdtemp(join(tmpdir(), 'deskbell-demo-'))
  const child = spawn('npm', ['run', 'demo'], {
    cwd: resolve(import.meta.dirname, '../..'),
    env: { ...process.env, PORT: port, DATA_DIR: dataDir, LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  const said = new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      printed += chunk
      if (printed.includes('Ctrl-C stops it.')) resolve()
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('exit', () => reject(new Error(`the demo ended:\n${printed}`)))
  })
  await said
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
  return {
    url: `http://localhost:${port}`,
    dataDir,
    curl: /^curl .+$/m.exec(printed)?.[0] ?? '',
    pid: () => child.pid ?? 0,
    output: () => printed,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    restart: () => Promise.reject(new Error('start another demo instead')),
  }
}
