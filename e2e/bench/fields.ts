/** The server's CPU for the page of a form with more and more fields. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startApp } from '../support/app.ts'
import { cpuMsOf } from './process-cost.ts'

/** Milliseconds of one view, by the number of fields beside message, name and address. @throws when the app is not built. */
export async function fieldCosts(counts: readonly number[], views: number): Promise<[number, number][]> {
  const costs: [number, number][] = []
  for (const count of counts) costs.push([count, await viewCost(count, views)])
  return costs
}

async function viewCost(fields: number, views: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'deskbell-bench-'))
  const path = join(folder, 'support.config.json')
  writeFileSync(path, JSON.stringify(supportWith(fields)))
  const app = await startApp({ SUPPORT_CONFIG: path, LOG_LEVEL: 'error' })
  try {
    const view = async () => void (await (await fetch(app.url)).text())
    for (let warming = 0; warming < 20; warming += 1) await view()
    const before = cpuMsOf(app)
    for (let count = 0; count < views; count += 1) await view()
    return (cpuMsOf(app) - before) / views
  } finally {
    await app.stop()
    rmSync(app.dataDir, { recursive: true })
    rmSync(folder, { recursive: true })
  }
}

const supportWith = (fields: number) => ({
  brand: { name: 'Harbour Goods', accent: '#2f5bc2' },
  channels: [{ slug: 'support', name: 'Support', email: 'support@example.com' }],
  forms: {
    support: {
      ...{ channel: 'support', tags: [], topics: [], answersWithinHours: 24, timeZone: 'UTC' },
      fields: Array.from({ length: fields }, (_, index) => ({
        name: `field_${index}`,
        kind: 'text',
        label: `Field ${index + 1}`,
      })),
    },
  },
})
