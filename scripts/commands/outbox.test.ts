/** The operator's tool, as the operator types it, on the database of an installation that goes on working. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { type ReamazeFake, startReamazeFake } from '#e2e/fakes/reamaze.ts'
import { type OpenEngine, onEachEngine } from '#lib/db/engines.testing.ts'
import { createReamaze } from '#lib/helpdesk/reamaze/adapter.ts'
import { createOutbox } from '#lib/outbox/outbox.ts'
import { newToken } from '#lib/threads/access.ts'
import { environmentOf, npmRun } from './command.testing.ts'

const customer = { name: 'Mia Berg', email: 'mia@example.org' }
const silent = { debug() {}, info() {}, warn() {}, error() {} }

const fakes: ReamazeFake[] = []
afterEach(async () => {
  await Promise.all(fakes.splice(0).map((fake) => fake.stop()))
})

/** An installation whose helpdesk refuses the first requests. */
async function startHeldUp(open: OpenEngine, subjects: readonly string[]) {
  const database = await open()
  const fake = await startReamazeFake()
  fakes.push(fake)
  await fake.misbehave('status-422', { method: 'POST', times: subjects.length })
  const helpdesk = createReamaze({ baseUrl: fake.url, email: fake.email, apiToken: fake.apiToken, fetch })
  const world = { database, helpdesk, log: silent, nowMs: Date.now, random: () => 0 }
  const outbox = createOutbox(world)
  const ids: string[] = []
  for (const subject of subjects) {
    const conversation = { subject, body: subject, customer, channel: 'support', tags: [], data: {} }
    const request = {
      form: 'support',
      requestId: newToken(),
      tokens: [newToken()] as const,
      typed: { subject },
      conversation,
    }
    const acceptance = await outbox.acceptRequest(request)
    if (acceptance.outcome === 'accepted') ids.push(acceptance.id)
    await outbox.drain()
  }
  return {
    database,
    fake,
    outbox,
    ids,
    run: (...args: string[]) => npmRun(['outbox', ...args], environmentOf(database.where)),
  }
}

onEachEngine((open) => {
  test('once a copy is restored and that is said, what it calls undelivered is found in the helpdesk and not sent again', async () => {
    const { database, fake, outbox, run } = await startHeldUp(open, ['Zip'])
    await run('retry', '--parked')
    await outbox.drain()
    expect(fake.conversations()).toHaveLength(1)
    // The copy is from before that.
    await database.kysely.updateTable('thread').set({ conversation: null }).execute()
    await database.kysely
      .updateTable('outbox')
      .set({ state: 'waiting', due_ms: Date.now(), delivered_ms: null })
      .execute()

    expect(await run('restored')).toEqual({
      code: 0,
      out: '1 will be looked for before they are sent.\n',
      err: '',
    })
    await outbox.drain()
    expect(fake.conversations()).toHaveLength(1)
    expect((await run()).out).toBe('0 held up; on their way: 0 waiting, 0 sending, 0 uncertain\n')
  })

  test('what is held up is listed with its reason, shown, exported, and tried again when told so', async () => {
    const { fake, outbox, ids, run } = await startHeldUp(open, ['Zip', 'Hinge', 'Lid'])
    const [first = '', second = ''] = ids

    const listed = await run()
    expect(listed).toMatchObject({ code: 0, err: '' })
    expect(listed.out.split('\n')).toHaveLength(5)
    expect(listed.out).toMatch(
      new RegExp(`^${first}  request \\S+ of \\S+, 1 attempt: rejected: .*refused by order`),
    )
    expect(listed.out).toContain('3 held up; on their way: 0 waiting')
    expect(listed.out).not.toContain(customer.email)

    const shown = await run('show', first)
    expect(JSON.parse(shown.out)).toMatchObject({ id: first, state: 'parked', content: { subject: 'Zip' } })

    const exported = (await run('export')).out.trim().split('\n')
    expect(exported.map((row) => JSON.parse(row).id)).toEqual(ids)

    expect(await run('retry', first)).toMatchObject({ code: 0, err: '' })
    await outbox.drain()
    expect(fake.conversations().map(({ subject }) => subject)).toEqual(['Zip'])

    const again = await run('retry', first)
    expect(again).toMatchObject({ code: 1, err: `${first} is not held up: it is delivered.\n` })

    expect((await run('retry', '--parked')).out).toContain('2 set waiting')
    await outbox.drain()
    expect(fake.conversations()).toHaveLength(3)
    expect((await run()).out).toBe('0 held up; on their way: 0 waiting, 0 sending, 0 uncertain\n')
    expect(JSON.parse((await run('show', second)).out)).toMatchObject({ state: 'delivered' })
  }, 120_000)
})

test('a mistake at the keyboard changes nothing and says what can be typed', async () => {
  const where = { DATA_DIR: mkdtempSync(join(tmpdir(), 'deskbell-outbox-')) }
  const wrong = await npmRun(['outbox', 'retry'], where)
  expect(wrong.code).toBe(1)
  expect(wrong.err).toContain('npm run outbox -- show <id>')
  const unknown = await npmRun(['outbox', 'show', 'cf_none'], where)
  expect(unknown).toMatchObject({ code: 1, err: 'There is no message cf_none.\n' })
}, 60_000)
