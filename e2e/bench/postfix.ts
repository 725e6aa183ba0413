/** Postfix as a peer: an instance of its own in a folder of its own, which never touches one that runs on this machine. */
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { freePort } from '../support/app.ts'
import { mainSettings, masterServices } from './postfix-settings.ts'

const folder = '/usr/sbin'
const run = promisify(execFile)
const call = (program: string, ...args: string[]) => run(join(folder, program), args)

/** Why there is none to compare with; null when there is. */
export function withoutPostfix(): string | null {
  const needed = ['postfix', 'postconf', 'postqueue', 'smtp-source', 'smtp-sink']
  if (!needed.every((program) => existsSync(join(folder, program)))) return 'Postfix is not installed'
  return process.getuid?.() === 0 ? null : 'Postfix can only be started by root'
}

export interface PostfixRates {
  /** Messages in a second, from the first that it takes to the last that the sink has. */
  readonly through: number
  /** From a full queue to the last that the sink has. */
  readonly queued: number
}

/** Sends `messages` of them through an instance of its own to a sink on this machine, in both ways. @throws when some do not come. */
export async function drainPostfix(messages: number): Promise<PostfixRates> {
  const home = mkdtempSync(join(tmpdir(), 'deskbell-postfix-'))
  const [port, sinkPort] = [await freePort(), await freePort()]
  await prepare(home, port, sinkPort)
  const sink = startSink(sinkPort)
  const settings = join(home, 'etc')
  const send = () => call('smtp-source', ...letters, '-m', String(messages), `127.0.0.1:${port}`)
  await call('postfix', '-c', settings, 'start')
  try {
    const through = await rateOf(messages, async () => {
      await send()
      await sink.until(messages)
    })
    await hold(settings, 'smtp, relay')
    await send()
    await untilQueued(settings, messages)
    await hold(settings, '')
    const queued = await rateOf(messages, async () => {
      await call('postqueue', '-c', settings, '-f')
      await sink.until(messages * 2)
    })
    return { through, queued }
  } finally {
    await call('postfix', '-c', settings, 'stop')
    await sink.stop()
    rmSync(home, { recursive: true })
  }
}

/** Sixteen at a time, of a kilobyte. */
const letters = ['-s', '16', '-l', '1024', '-f', 'a@example.org', '-t', 'b@example.org']

async function rateOf(messages: number, work: () => Promise<void>): Promise<number> {
  const startMs = performance.now()
  await work()
  return (messages * 1_000) / (performance.now() - startMs)
}

/** What goes that way stays in the queue. */
async function hold(settings: string, transports: string): Promise<void> {
  await call('postconf', '-c', settings, '-e', `defer_transports=${transports}`)
  await call('postfix', '-c', settings, 'reload')
}

/** Its queue, its settings, its log: everything is in `home`. */
async function prepare(home: string, port: number, sinkPort: number): Promise<void> {
  chmodSync(home, 0o755)
  for (const part of ['etc', 'queue', 'data']) mkdirSync(join(home, part))
  await run('chown', ['postfix', join(home, 'data')])
  writeFileSync(join(home, 'etc/main.cf'), mainSettings(home, sinkPort))
  writeFileSync(join(home, 'etc/master.cf'), masterServices(port))
}

/** Postfix's own sink, which counts aloud. */
function startSink(port: number) {
  const child = spawn(join(folder, 'smtp-sink'), ['-c', '-u', 'postfix', `127.0.0.1:${port}`, '100'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let taken = 0
  const count = (chunk: Buffer) => {
    taken = Number([...String(chunk).matchAll(/mesg=(\d+)/g)].at(-1)?.[1] ?? taken)
  }
  child.stdout.on('data', count)
  child.stderr.on('data', count)
  return {
    until: (wanted: number) => until(async () => taken >= wanted, 10),
    async stop() {
      const ended = once(child, 'exit')
      child.kill()
      await ended
    },
  }
}

const untilQueued = (settings: string, pending: number) =>
  until(async () => {
    const { stdout } = await call('postqueue', '-c', settings, '-j')
    return stdout.split('"queue_name": "deferred"').length - 1 === pending
  }, 200)

async function until(isSo: () => Promise<boolean>, everyMs: number): Promise<void> {
  for (let waitedMs = 0; !(await isSo()); waitedMs += everyMs) {
    if (waitedMs > 60_000) throw new Error('Postfix did not get there within a minute')
    await wait(everyMs)
  }
}
