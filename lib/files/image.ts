/** Images are made harmless in a process of their own, with limits: a hostile one costs that process, not this one. */
import { spawn } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Received } from './files.ts'
import { type KindName, kindAt } from './kind.ts'
import { receive, TooLarge } from './received.ts'
import { createTurns } from './turns.ts'

/** A decoded image of 40 megapixels takes up to 160 MB: no more than this many at a time. */
const inTurn = createTurns(2)

/** A picture of few colours grows many times over when it is encoded anew; none of 40 megapixels needs more than this. */
const maxEncodedBytes = 64 * 1024 * 1024

/**
 * The image as it may be kept: encoded anew or with its metadata wiped, or as it came if its kind needs neither.
 * Null when it is damaged, too large a picture, or takes longer than `timeoutMs`; `received` is discarded unless it is the answer.
 * @throws FilesError when the disk does not take it.
 */
export async function makeHarmless(
  kind: KindName,
  received: Received,
  { folder, sender }: { readonly folder: string; readonly sender: string },
  timeoutMs = 20_000,
): Promise<Received | null> {
  const { treatment } = kindAt(kind)
  if (!treatment) return received
  const target = `${received.path}.${kind}`
  const taken = await inTurn(sender, () => run([treatment, kind, received.path, target], timeoutMs))
  if (taken && treatment === 'check') return received
  try {
    return taken ? await copyOf(target, folder) : null
  } finally {
    await rm(target, { force: true })
    await received.discard()
  }
}

const copyOf = (path: string, folder: string) =>
  receive(createReadStream(/* turbopackIgnore: true */ path), folder, maxEncodedBytes).catch(
    (error: unknown) => {
      if (error instanceof TooLarge) return null
      throw error
    },
  )

/** The program is started from the project's folder, as every command is; it is not part of the bundle. */
const program = () => join(/* turbopackIgnore: true */ process.cwd(), 'lib', 'files', 'image.mjs')

/** Whether the process said that the image may be taken. Nothing of our environment is given to it: no secrets. */
function run(args: readonly string[], timeoutMs: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--max-old-space-size=128', program(), ...args], {
      env: { NODE_ENV: 'production' },
      stdio: 'ignore',
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    })
    child.once('error', reject)
    child.once('exit', (code) => {
      if (code === null || code === 0 || code === 3) resolve(code === 0)
      else reject(new Error(`the image process ended with ${code}`))
    })
  })
}
