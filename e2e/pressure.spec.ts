/** More customers at once than a machine can serve: each is answered, nobody is lied to, and who reads can read. */
import { newToken } from '#lib/threads/access.ts'
import { behindProxy } from './attacks/endless.ts'
import { postForm } from './attacks/outsider.ts'
import { startApp } from './support/app.ts'
import { type Cluster, startCluster } from './support/cluster.ts'
import { openThread, send, startLoad } from './support/load.ts'
import { memoryOf, mostGrowthMegabytes, smallHeap } from './support/memory.ts'
import { countRows } from './support/rows.ts'
import { copyStandalone } from './support/standalone.ts'
import { expect, test } from './support/test.ts'

const patience = { timeout: 60_000 }
test('a flood of messages is accepted or honestly refused; pages load meanwhile, and the memory stays bounded', async () => {
  test.skip(process.platform !== 'linux', 'the memory of another process is read where Linux has it')
  test.setTimeout(240_000)
  const app = await startApp(smallHeap)
  const thread = await openThread(app.url, { request: newToken(), subject: 'Before the flood' })
  const before = memoryOf(app, 'VmRSS')
  let most = 0
  const load = startLoad(app.url, 300)
  const pages: number[] = []
  while (load.accepted.length + load.refused < 2_000) {
    const page = await fetch(thread)
    expect(await page.text()).toContain('Before the flood')
    pages.push(page.status)
    most = Math.max(most, memoryOf(app, 'VmRSS'))
  }
  await load.end()
  expect(load.troubles).toEqual([])
  expect(new Set(pages)).toEqual(new Set([200]))
  expect(most - before).toBeLessThan(mostGrowthMegabytes)
  expect(countRows(app, '"subject":"Load ')).toBe(load.accepted.length)
  await app.stop()
})

test('what the database does not take in time is refused at once, with its words and when to come again', async () => {
  test.setTimeout(240_000)
  const program = copyStandalone()
  const cluster = await startCluster()
  await cluster.run(program, 1)
  const lock = await cluster.lock('thread')
  const answers: string[] = []
  const presses = Array.from({ length: 260 }, async (_, index) => {
    answers.push(await send(cluster.url, { request: newToken(), subject: `Locked ${index}` }))
  })
  // These did not wait for the lock, or for a connection.
  await expect.poll(() => answers.length, patience).toBeGreaterThanOrEqual(50)
  expect(new Set(answers)).toEqual(new Set(['refused']))
  await lock.release()
  await Promise.all(presses)
  expect(answers.filter((answer) => answer !== 'accepted' && answer !== 'refused')).toEqual([])
  await expectNoOthers(cluster, answers.filter((answer) => answer === 'accepted').length)
  await cluster.stop()
  program.remove()
})

test('a network that sends a hundred forms at one moment waits for its own, or has its words back; nobody else does', async () => {
  const app = await startApp(behindProxy)
  const from = (address: string) => ({ 'x-forwarded-for': address })
  const form = { message: 'Hello.', name: 'Mia Berg', email: 'mia@example.org' }
  const answers: string[] = []
  const press = async (subject: string, address: string) => {
    const answer = await postForm(app, { ...form, subject, request: newToken() }, from(address))
    const text = await answer.text()
    const isKept = answer.status === 503 && text.includes(subject) && answer.headers.has('retry-after')
    answers.push(answer.status === 303 ? 'accepted' : isKept ? 'given back' : `${answer.status} ${text}`)
  }
  const flood = Array.from({ length: 100 }, (_, index) => press(`Flood ${index}.`, '203.0.113.66'))
  await expect.poll(() => answers.length, patience).toBeGreaterThanOrEqual(40)
  await press('From elsewhere.', '198.51.100.7')
  expect(answers.length).toBeLessThan(101)
  await Promise.all(flood)
  const count = (of: string) => answers.filter((answer) => answer === of).length
  expect(count('accepted') + count('given back')).toBe(101)
  expect(count('given back')).toBeGreaterThan(0)
  expect(countRows(app, '"subject":"Flood ')).toBe(count('accepted') - 1)
  await app.stop()
})

async function expectNoOthers(cluster: Cluster, accepted: number): Promise<void> {
  expect(await cluster.query('select id from thread')).toHaveLength(accepted)
  await expect.poll(() => cluster.fake.conversations().length, patience).toBe(accepted)
}
