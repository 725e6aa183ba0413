/** The server's memory at rest and after very many requests, beside that of an empty page's server. */
import { rmSync } from 'node:fs'
import { startApp } from '../support/app.ts'
import { serveEmptyPage } from '../weight/empty-page.ts'
import { rateOf } from './accepts.ts'
import { caseOf, type Figure } from './figure.ts'
import { idleMegabytesOf } from './process-cost.ts'
import { deliveringTo, startSink } from './sink.ts'
import { sendThrough } from './submits.ts'

/** Figure 13 of performance.md; the requests are delivered as they come. */
export async function measureMemory({ quick }: { readonly quick: boolean }): Promise<Figure[]> {
  const requests = quick ? 1_000 : 100_000
  const sink = await startSink({ delayMs: 0 })
  const app = await startApp(deliveringTo(sink))
  const empty = await serveEmptyPage()
  try {
    await (await fetch(app.url)).text()
    const idle = await idleMegabytesOf(app)
    const emptyIdle = await idleMegabytesOf(empty)
    const half = async () => {
      await rateOf(requests / 2, 8, () => sendThrough(app.url))
      return idleMegabytesOf(app)
    }
    const afterHalf = await half()
    const afterAll = await half()
    return [
      {
        name: '13 Memory at rest',
        ratio: 'resident memory of the server that has shown a page ÷ that of an empty Next.js page',
        unit: 'MB',
        cases: [caseOf('at rest', [idle], [emptyIdle])],
      },
      {
        name: '13 Growth of memory',
        ratio: `resident memory after ${requests} requests ÷ after half as many`,
        unit: 'MB',
        cases: [caseOf('after all of them', [afterAll], [afterHalf])],
      },
    ]
  } finally {
    await empty.stop()
    await app.stop()
    await sink.stop()
    rmSync(app.dataDir, { recursive: true })
  }
}
