/** Twenty files of 25 MB at one moment: the most memory that the app takes for them, beside what it is allowed. */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { request } from 'node:http'
import { type App, startApp } from '../support/app.ts'
import { memoryOf } from '../support/memory.ts'
import { caseOf, type Figure } from './figure.ts'
import { idleMegabytesOf } from './process-cost.ts'

const megabyte = 1024 * 1024
const fileBytes = 25 * megabyte
const files = 20

/** Needs the production build. Each round uses an app of its own. */
export async function measureUploads({ quick }: { readonly quick: boolean }): Promise<Figure> {
  const rounds = []
  for (let round = 0; round < (quick ? 1 : 3); round += 1) rounds.push(await measureOnce())
  return {
    name: 'Memory while files arrive',
    ratio: `peak memory with ${files} × 25 MB at once ÷ (1.3 × idle + 64 MB)`,
    unit: 'MB',
    cases: [
      caseOf(
        `${files} documents`,
        rounds.map(({ peak }) => peak),
        rounds.map(({ allowed }) => allowed),
      ),
    ],
  }
}

async function measureOnce(): Promise<{ readonly peak: number; readonly allowed: number }> {
  const app = await startApp()
  try {
    // Pages and the upload door are loaded first: that is memory of the app at rest.
    await (await fetch(app.url)).text()
    await sendFile(app, 1_000)
    const idle = await idleMegabytesOf(app)
    await Promise.all(Array.from({ length: files }, () => sendFile(app, fileBytes)))
    return { peak: memoryOf(app, 'VmHWM'), allowed: 1.3 * idle + 64 }
  } finally {
    await app.stop()
    rmSync(app.dataDir, { recursive: true })
  }
}

/** Sends a document as a browser would, each in a form of its own. @throws when it is not taken. */
async function sendFile({ url }: App, bytes: number): Promise<void> {
  const boundary = randomBytes(16).toString('hex')
  const part = (disposition: string, content: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${content}`
  const head = `${part('name="request"', randomBytes(32).toString('base64url'))}\r\n${part('name="file"; filename="a.pdf"', '%PDF-1.7\n')}`
  const tail = `\r\n--${boundary}--\r\n`
  const chunk = randomBytes(64 * 1024)
  const call = request(`${url}/uploads`, {
    method: 'POST',
    headers: {
      origin: url,
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': head.length + (bytes - '%PDF-1.7\n'.length) + tail.length,
    },
  })
  const answered = once(call, 'response')
  call.write(head)
  for (let left = bytes - '%PDF-1.7\n'.length; left > 0; left -= chunk.byteLength)
    if (!call.write(chunk.subarray(0, left))) await once(call, 'drain')
  call.end(tail)
  const [answer] = await answered
  answer.resume()
  if (answer.statusCode !== 201) throw new Error(`a file was answered with ${answer.statusCode}`)
}
