/** Finding conversations by their words and by where they stand, on both engines. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startPostgres } from '#lib/db/postgres.testing.ts'
import { faultsOf, mia, openDesk, slugsOf, type TestDesk } from './builtin.testing.ts'
import { indexUnindexed } from './reindex.ts'
import { indexAnew, wordsIn } from './words.ts'

let postgres: Awaited<ReturnType<typeof startPostgres>>
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

describe.each(['sqlite', 'postgres'])('on %s', (engine) => {
  let desk: TestDesk
  beforeAll(async () => {
    desk = await openDesk(engine === 'postgres' ? { databaseUrl: postgres.url } : {})
    await fill(desk)
  })
  afterAll(() => desk.database.close())

  test.each([
    ['q=zip', ['zip']],
    ['q=ZIPP', ['zip']],
    ['q=lampe', ['lampe']],
    ['q=geh%C3%A4use', ['lampe']],
    ['q=gehause', ['lampe']],
    ['q=mia@example.org', ['lampe', 'zip']],
    ['q=berg%20lampe', ['lampe']],
    ['q=broken%20lamp', []],
    ['q=4711', ['lampe']],
    ['q=refund', ['zip']],
    ['q=%E5%A3%8A%E3%82%8C', ['conversation']],
    ['q=nothing', []],
    ['q=%25', ['conversation', 'lampe', 'zip']],
    ['q=mia&status=2', ['zip']],
    ['q=mia&page=2', []],
    ['status=2', ['zip']],
    ['status=0,1', ['conversation', 'lampe']],
    ['status=9', []],
  ])('GET /conversations?%s', async (query, slugs) => {
    const answer = await desk.get(`/conversations?${query}`)
    expect(slugsOf(answer).sort()).toEqual(slugs)
    if (!query.includes('page=')) expect(answer.body).toMatchObject({ total_count: slugs.length })
  })

  test('a status that is none is refused', async () => {
    expect(faultsOf(await desk.get('/conversations?status=open'))).toEqual(['status'])
  })

  test('words and fields that come later are found as well', async () => {
    expect(slugsOf(await desk.get('/conversations?q=hinge'))).toEqual([])
    await desk.post('/conversations/zip/messages', { message: { body: 'The hinge, too.', visibility: 1 } })
    await desk.put('/conversations/zip', { conversation: { data: { order: 'A-77' } } })
    expect(slugsOf(await desk.get('/conversations?q=hinge'))).toEqual(['zip'])
    expect(slugsOf(await desk.get('/conversations?q=a-77'))).toEqual(['zip'])
  })

  test('more than a page of what is found is counted whole, whichever page is looked at', async () => {
    for (let number = 0; number < 32; number += 1) await desk.open({ subject: `Kettle ${number}`, status: 2 })
    for (const [page, shown] of [
      [1, 30],
      [2, 2],
      [3, 0],
    ]) {
      const answer = await desk.get(`/conversations?q=kettle%20mia&status=2,4&page=${page}`)
      expect(slugsOf(answer)).toHaveLength(shown ?? 0)
      expect(answer.body).toMatchObject({ total_count: 32, page_count: 2 })
    }
  })

  test('what came before there was a search is found once a start has gone through it, whenever that ends', async () => {
    const { kysely } = desk.database
    await kysely.deleteFrom('helpdesk_word').execute()
    expect(slugsOf(await desk.get('/conversations?q=mia'))).toEqual([])
    const stopping = new AbortController()
    stopping.abort()
    expect(await indexUnindexed(kysely, stopping.signal)).toBe(0)
    const all = await kysely.selectFrom('helpdesk_conversation').select('id').execute()
    await indexAnew(kysely, all[0]?.id ?? '')
    expect(await indexUnindexed(kysely, new AbortController().signal)).toBe(all.length - 1)
    expect(slugsOf(await desk.get('/conversations?q=hinge'))).toEqual(['zip'])
    expect(slugsOf(await desk.get('/conversations?q=4711'))).toEqual(['lampe'])
    expect(await indexUnindexed(kysely, new AbortController().signal)).toBe(0)
  })
})

test('words are cut alike whatever the script, and a long text is found by its beginning', () => {
  expect(wordsIn('The ZIP: "Größe" 42, order_number, mia@example.org')).toEqual([
    'the',
    'zip',
    'große',
    '42',
    'order',
    'number',
    'mia',
    'example',
    'org',
  ])
  expect(wordsIn('壊れました').length).toBeGreaterThan(1)
  expect(wordsIn(`${'x '.repeat(40_000)}last`)).toEqual(['x'])
  expect(wordsIn('y'.repeat(100))).toEqual(['y'.repeat(40)])
})

async function fill(desk: TestDesk): Promise<void> {
  await desk.open({ subject: 'Zip', message: { body: 'The zipper is broken.' } })
  await desk.open({ subject: 'Lampe', message: { body: 'Das Gehäuse!' }, data: { order: 4711 } })
  await desk.open({
    subject: '返品',
    message: { body: '壊れました' },
    user: { ...mia, name: 'Lee Wong', email: 'lee@example.com' },
  })
  await desk.post('/conversations/zip/messages', { message: { body: 'A refund is on its way.' } })
}
