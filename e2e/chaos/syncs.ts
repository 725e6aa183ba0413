/** The built server under strace: each answer that says "sent" comes after a sync of the log that holds the message. */
import { spawnSync } from 'node:child_process'
import { createReadStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { inPlace, startApp } from '#e2e/support/app.ts'
import { send } from '#e2e/support/load.ts'
import { newToken } from '#lib/threads/access.ts'

export interface Syncs {
  /** Requests that were answered with the address of a thread. */
  readonly answers: number
  /** Of them those whose message was synced before the first byte of the answer. */
  readonly synced: number
}

export const hasStrace = () => spawnSync('strace', ['-V'], { stdio: 'ignore' }).status === 0

/** One after the other, so that every event in the trace belongs to one of them. Needs a build, and strace. */
export async function traceSyncs(requests: number): Promise<Syncs> {
  const folder = mkdtempSync(join(tmpdir(), 'deskbell-trace-'))
  const trace = join(folder, 'trace')
  const calls = 'trace=fsync,fdatasync,pwrite64,pwritev,write,writev,sendto,sendmsg'
  // Every thread, with what each descriptor is, and all that is written; the server itself is our child, not strace.
  const strace = ['-D', '-f', '-yy', '-s', '100000', '-e', calls, '-e', 'signal=none', '-o', trace]
  const app = await startApp(
    // Nobody is at the helpdesk: only what a customer sends is committed.
    {
      HELPDESK: 'reamaze',
      REAMAZE_API_URL: 'http://127.0.0.1:9/api/v1',
      ...credentials,
      LOG_LEVEL: 'silent',
    },
    { ...inPlace, node: 'strace', args: (port) => [...strace, process.execPath, ...inPlace.args(port)] },
  )
  let answers = 0
  for (let count = 0; count < requests; count += 1)
    if ((await send(app.url, { request: newToken(), subject: `Sync<${count}>` })) === 'accepted') answers += 1
  await app.stop()
  await untilWhole(trace)
  const synced = await countSynced(trace)
  rmSync(folder, { recursive: true })
  return { answers, synced }
}

const credentials = { REAMAZE_EMAIL: 'sam@brand.example', REAMAZE_API_TOKEN: 'a-token-of-nobody' }

/** strace writes its last lines after the server has ended. */
async function untilWhole(trace: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (/\+\+\+ exited with \d+ \+\+\+\s*$/.test(readFileSync(trace, 'utf8').slice(-200))) return
    await wait(100)
  }
  throw new Error('the trace has no end')
}

/** Reads the trace in its order: the message into the log, the log to the disk, and only then the answer to the customer. */
async function countSynced(trace: string): Promise<number> {
  let synced = 0
  let step: 'nothing' | 'written' | 'synced' = 'nothing'
  let syncing = ''
  for await (const line of createInterface({ input: createReadStream(trace) })) {
    const isLog = line.includes('deskbell.db-wal>')
    if (isLog && line.includes('write') && /Sync<\d+>/.test(line)) step = 'written'
    else if (step === 'written' && isLog && /sync\(.*\) += 0$/.test(line)) step = 'synced'
    // Another thread's call came in between.
    else if (step === 'written' && isLog && /sync\(.*<unfinished/.test(line))
      syncing = line.split(' ')[0] ?? ''
    else if (syncing && line.startsWith(`${syncing} <...`) && /sync resumed>.* = 0$/.test(line)) {
      step = 'synced'
      syncing = ''
    }
    if (/(?:write|writev|sendto|sendmsg)\(\d+<TCP/.test(line) && line.includes('HTTP/1.1 303')) {
      if (step === 'synced') synced += 1
      step = 'nothing'
    }
  }
  return synced
}
