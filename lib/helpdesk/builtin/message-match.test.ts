import { expect, test } from 'vitest'
import { end, fillHelpdesk, month, staff } from '#e2e/bench/helpdesk-data.ts'
import { onEachEngine } from '#lib/db/engines.testing.ts'
import { type LookUp, matching } from './message-match.ts'
import type { Narrowing } from './message-place.ts'

const lookUps: readonly LookUp[] = ['first', 'each', 'listed']

// Twenty messages in each of fifty conversations.
const lists: readonly (readonly [Narrowing, number])[] = [
  [{ category: 'press' }, 20],
  [{ category: 'support', filter: 'staff' }, 390],
  [{ tag: ['recall'] }, 20],
  [{ tag: ['press', 'recall', 'nothing'] }, 40],
  [{ tag: ['contact-form', 'order'] }, 1000],
  [{ tag: ['order', 'press'], category: 'billing' }, 80],
  [{ tag: ['billing'], sent_by: 'customer7@example.org' }, 10],
  [{ tag: ['product'], sent_by: staff.email, start_date: end - 25 * month, end_date: end }, 160],
  [{ tag: ['nothing'] }, 0],
]

onEachEngine((open) => {
  test('a list holds the same messages, each once, whichever way it is looked up', async () => {
    const database = await open()
    await fillHelpdesk(database, 50)
    for (const [asked, count] of lists)
      for (const lookUp of lookUps) {
        const rows = await matching(database.kysely, asked, { lookUp }).select('id').orderBy('id').execute()
        const ids = rows.map(({ id }) => id)
        expect(new Set(ids).size, `${lookUp} ${JSON.stringify(asked)}`).toBe(count)
        expect(ids).toHaveLength(count)
      }
  })

  test('a stretch narrows a list, its ends included', async () => {
    const database = await open()
    await fillHelpdesk(database, 50)
    const all = await matching(database.kysely, { tag: ['recall'] }, { lookUp: 'first' })
      .select(['id', 'created_ms'])
      .orderBy('created_ms')
      .execute()
    const [from, to] = [all[3], all[7]]
    for (const lookUp of lookUps) {
      const place = { lookUp, fromMs: from?.created_ms ?? 0, toMs: to?.created_ms ?? 0 }
      const found = await matching(database.kysely, { tag: ['recall'] }, place)
        .select('id')
        .orderBy('created_ms')
        .execute()
      expect(found, lookUp).toEqual(all.slice(3, 8).map(({ id }) => ({ id })))
    }
  })
})
