/** What an operator does when a link has fallen into the wrong hands. */
import { expect, test } from 'vitest'
import { onEachEngine } from '#lib/db/engines.testing.ts'
import { hashOf } from '#lib/db/hash.ts'
import { openThread } from '#lib/threads/access.ts'
import { environmentOf, npmRun } from './command.testing.ts'

onEachEngine((open) => {
  test('S16 an operator closes a link and hands out a new one, while the app runs', async () => {
    const database = await open()
    const old = 'o'.repeat(43)
    await database.kysely
      .insertInto('thread')
      .values({
        id: 'thr_1',
        token_hash: hashOf(old),
        reference: 'AB12-CD34',
        form: 'support',
        subject: 'Zip',
        customer_name: 'Mia Berg',
        customer_email: 'mia@example.org',
        conversation: null,
        created_ms: Date.now(),
        active_ms: Date.now(),
      })
      .execute()
    const run = (...args: string[]) => npmRun(['threads', ...args], environmentOf(database.where))
    expect(await openThread(database, old)).toMatchObject({ id: 'thr_1' })

    expect(await run('revoke', 'AB12-CD34')).toMatchObject({ code: 0, err: '' })
    expect(await openThread(database, old)).toBeNull()

    const rotated = await run('rotate', 'ab12 cd34')
    expect(rotated.code).toBe(0)
    const [, token] = /^http:\/\/localhost:3000\/t\/([\w-]{43})\n$/.exec(rotated.out) ?? []
    expect(await openThread(database, old)).toBeNull()
    expect(await openThread(database, token)).toMatchObject({ id: 'thr_1' })

    expect(await run('revoke', 'ZZZZ-ZZZZ')).toMatchObject({
      code: 1,
      err: 'There is no conversation ZZZZ-ZZZZ.\n',
    })
    expect((await run('burn')).err).toContain('npm run threads -- revoke <reference>')
  }, 120_000)
})
