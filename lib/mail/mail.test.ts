/** Mail against a real mail server, on a clock that tests turn: never lost, never a cannon. */
import { afterEach, describe, expect, test } from 'vitest'
import { type SmtpFake, startSmtpFake } from '#e2e/fakes/smtp.ts'
import { type OpenEngine, onEachEngine, withPlainPlans } from '#lib/db/engines.testing.ts'
import { readMailHealth } from './health.ts'
import { type NewMail, queueMail } from './mail.ts'
import { limits, policy } from './policy.ts'
import { createSmtp } from './transport.ts'
import { createMailWorker } from './worker.ts'

const minutes = 60_000
const hours = 60 * minutes
const days = 24 * hours
const from = { name: 'Harbour Goods', address: 'support@harbour.example' }

const fakes: SmtpFake[] = []
afterEach(async () => {
  await Promise.all(fakes.splice(0).map((fake) => fake.stop()))
})

async function startWorld(open: OpenEngine, settings: { password?: string; given?: string } = {}) {
  const database = await open()
  let now = Date.parse('2026-03-01T09:00:00Z')
  const nowMs = () => now
  const smtp = await startSmtpFake(settings)
  fakes.push(smtp)
  const logged: string[] = []
  const note = (...line: unknown[]) => void logged.push(JSON.stringify(line))
  const log = { debug: note, info: note, warn: note, error: note }
  const credentials = settings.given ? { user: 'deskbell', pass: settings.given } : null
  const transport = () =>
    createSmtp({ smtp: { host: '127.0.0.1', port: smtp.port, secure: false, credentials }, from })
  const write = async ({
    kind,
    recipient,
    content,
  }: {
    kind: string
    recipient: string
    content: string | null
  }) => (content === 'nothing' ? null : { to: recipient, subject: `About ${kind}`, text: 'Fixed words.\n' })
  const writers = { opened: write, links: write, answered: write, answer: write, notice: write, flood: write }
  const worker = () => createMailWorker({ database, transport: transport(), writers, log, nowMs })
  const mailer = worker()
  return {
    database,
    smtp,
    logged,
    mailer,
    worker,
    nowMs,
    queue: (recipient: string, more: Partial<NewMail> & { network?: string | null } = {}) => {
      const { network = null, ...mail } = more
      return queueMail(database.kysely, { kind: 'opened', recipient, ...mail }, { network, nowMs: now })
    },
    async pass(ms: number) {
      now += ms
      await mailer.drain()
    },
    rows: () => database.kysely.selectFrom('mail').selectAll().orderBy('created_ms').execute(),
  }
}

onEachEngine((open) => {
  test('a mail goes out once, marked as a machine’s, from the operator to one recipient, as plain text', async () => {
    const world = await startWorld(open)
    expect(await world.queue('mia@example.org')).toBe('queued')
    await world.pass(0)
    await world.pass(1 * days)
    const [mail, ...others] = world.smtp.mails()
    expect(others).toEqual([])
    expect(mail).toMatchObject({ from: from.address, to: ['mia@example.org'], body: 'Fixed words.\n' })
    expect(mail?.header('From')).toBe('Harbour Goods <support@harbour.example>')
    expect(mail?.header('To')).toBe('mia@example.org')
    expect(mail?.header('Auto-Submitted')).toBe('auto-generated')
    expect(mail?.header('X-Auto-Response-Suppress')).toBe('All')
    expect(mail?.header('Message-ID')).toMatch(/^<mail_[\w-]{22}@harbour\.example>$/)
    expect(mail?.header('Content-Type')).toBe('text/plain; charset=utf-8')
    expect(mail?.head).not.toMatch(/^(X-Mailer|Reply-To|Cc|Bcc|List-)/im)
    expect(await world.rows()).toMatchObject([{ state: 'sent', attempts: 1, reason: null }])
  })

  test('a mail server that is down for a day: everything arrives once, soon after it is back', async () => {
    const world = await startWorld(open)
    await world.smtp.stop()
    for (const name of ['mia', 'sam', 'kim']) await world.queue(`${name}@example.org`)
    for (let half = 0; half < 48; half += 1) await world.pass(30 * minutes)
    expect((await world.rows()).map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting'])
    expect(await readMailHealth(world.database, world.nowMs())).toEqual({
      waiting: 3,
      failed: 0,
      oldestSeconds: 24 * 3600,
    })
    await world.smtp.restart()
    await world.pass(5 * minutes)
    expect(
      world.smtp
        .mails()
        .map(({ to }) => to[0])
        .sort(),
    ).toEqual(['kim@example.org', 'mia@example.org', 'sam@example.org'])
    expect(world.logged.some((line) => line.includes('no mail can be sent'))).toBe(true)
  })

  test('a process that dies while sending: the next one sends it, under the same Message-ID', async () => {
    const world = await startWorld(open)
    await world.queue('mia@example.org')
    world.smtp.misbehave({ at: 'data', with: 'cut' })
    await world.pass(0)
    world.smtp.misbehave(null)
    await world.database.kysely
      .updateTable('mail')
      .set({ state: 'sending', due_ms: world.nowMs() + policy.leaseMs })
      .execute()
    await world.worker().drain()
    expect(world.smtp.mails(), 'nobody takes what another may be sending').toHaveLength(1)
    await world.pass(policy.leaseMs)
    const [first, second, ...others] = world.smtp.mails()
    expect(others).toEqual([])
    expect(second?.header('Message-ID')).toBe(first?.header('Message-ID'))
    expect(second?.body).toBe(first?.body)
  })

  test('several workers on one database send each mail once', async () => {
    const world = await startWorld(open)
    for (let index = 0; index < 30; index += 1) await world.queue(`customer${index}@example.org`)
    await Promise.all(Array.from({ length: 4 }, () => world.worker().drain()))
    expect(new Set(world.smtp.mails().map(({ to }) => to[0])).size).toBe(30)
    expect(world.smtp.mails()).toHaveLength(30)
  })

  test('every mail goes out at the first look, however the database goes about it', async () => {
    const { where } = await open()
    const { queue, pass, smtp } = await startWorld(() => open(withPlainPlans(where)))
    for (let count = 0; count < 4; count += 1) await queue(`mia-${count}@example.org`)
    await pass(0)
    expect(smtp.mails()).toHaveLength(4)
  })

  test('S46 50 at once to one mailbox, in every spelling of it: one mail a day', async () => {
    const world = await startWorld(open)
    const spellings = ['victim@gmail.com', 'v.i.c.t.i.m@gmail.com', 'VICTIM+1@GoogleMail.com']
    const all = Array.from({ length: 50 }, (_, index) => world.queue(spellings[index % 3] ?? ''))
    expect((await Promise.all(all)).filter((outcome) => outcome === 'queued')).toHaveLength(1)
    await world.pass(1 * days - 1)
    expect(await world.queue('victim@gmail.com')).toBe('withheld')
    await world.pass(1)
    expect(await world.queue('victim@gmail.com')).toBe('queued')
  })

  test('S46 many victims’ addresses from one network, and from as many networks', async () => {
    const world = await startWorld(open)
    const outcomes: string[] = []
    for (let index = 0; index < 25; index += 1)
      outcomes.push(await world.queue(`a${index}@example.org`, { network: '192.0.2.0/24' }))
    expect(outcomes.filter((outcome) => outcome === 'queued')).toHaveLength(20)
    expect(outcomes.at(-1)).toBe('too-many-from-network')
    await world.database.kysely
      .updateTable('mail_quota')
      .set({ used: limits.opened.overall.most - 5 })
      .where('key', '=', 'overall')
      .execute()
    for (let index = 0; index < 10; index += 1)
      outcomes.push(await world.queue(`b${index}@example.org`, { network: `10.0.${index}.0/24` }))
    expect(outcomes.filter((outcome) => outcome === 'queued')).toHaveLength(20 + 5)
    expect(outcomes.at(-1)).toBe('too-many')
    expect(await world.rows()).toHaveLength(25)
  })

  test('mail that is done is forgotten after a month, what waits never', async () => {
    const world = await startWorld(open)
    await world.queue('mia@example.org')
    await world.pass(0)
    await world.smtp.stop()
    await world.queue('sam@example.org')
    await world.pass(31 * days)
    expect(await world.rows()).toMatchObject([{ recipient: 'sam@example.org', state: 'waiting' }])
    expect(await world.database.kysely.selectFrom('mail_quota').selectAll().execute()).toEqual([])
    await world.smtp.restart()
  })
})

describe('what the other side says', () => {
  onEachEngine((open) => {
    test('greylisting: later means later', async () => {
      const world = await startWorld(open)
      world.smtp.misbehave({ at: 'recipient', with: 451 })
      await world.queue('mia@example.org')
      await world.pass(0)
      expect(await world.rows()).toMatchObject([{ state: 'waiting', reason: 'deferred' }])
      world.smtp.misbehave(null)
      await world.pass(59_000)
      expect(world.smtp.mails()).toHaveLength(0)
      await world.pass(1_000)
      expect(world.smtp.mails()).toHaveLength(1)
    })

    test('a mailbox that says later for five days is given up, without holding up others', async () => {
      const world = await startWorld(open)
      world.smtp.misbehave({ at: 'data', with: 452 })
      await world.queue('full@example.org')
      for (let half = 0; half <= 10; half += 1) {
        expect(await world.rows()).toMatchObject([{ state: 'waiting' }])
        await world.pass(12 * hours)
      }
      expect(await world.rows()).toMatchObject([{ state: 'failed', reason: 'deferred' }])
    })

    test.each(['recipient', 'data'] as const)('550 at the %s is final, for this mail alone', async (at) => {
      const world = await startWorld(open)
      world.smtp.misbehave({ at, with: 550 })
      await world.queue('gone@example.org')
      await world.pass(0)
      world.smtp.misbehave(null)
      await world.queue('mia@example.org')
      await world.pass(1)
      await world.pass(1 * days)
      expect(world.smtp.mails().map(({ to }) => to)).toEqual([['mia@example.org']])
      expect((await world.rows()).map(({ state }) => state).sort()).toEqual(['failed', 'sent'])
      expect(world.logged.join(), 'no address in the log').not.toContain('@')
    })

    test('wrong credentials and a refused sender are our own trouble: all mail waits, none is lost', async () => {
      const world = await startWorld(open, { password: 'right', given: 'wrong' })
      await world.queue('mia@example.org')
      await world.pass(0)
      await world.queue('sam@example.org')
      await world.pass(1)
      expect(await world.rows()).toMatchObject([{ reason: 'unauthorized' }, { reason: null }])
      const visits = world.smtp.visits()
      await world.mailer.drain()
      expect(world.smtp.visits(), 'the door is not run in').toBe(visits)

      const refused = await startWorld(open)
      refused.smtp.misbehave({ at: 'sender', with: 553 })
      await refused.queue('mia@example.org')
      await refused.pass(0)
      expect(await refused.rows()).toMatchObject([{ state: 'waiting', reason: 'sender' }])
    })

    test('a connection cut after the data: it comes again, and both copies say that they are one', async () => {
      const world = await startWorld(open)
      world.smtp.misbehave({ at: 'data', with: 'cut' })
      await world.queue('mia@example.org')
      await world.pass(0)
      world.smtp.misbehave(null)
      await world.pass(1 * minutes)
      const [first, second, ...others] = world.smtp.mails()
      expect(others).toEqual([])
      expect(second?.header('Message-ID')).toBe(first?.header('Message-ID'))
    })

    test('a mail about which there is nothing to say any more is not sent', async () => {
      const world = await startWorld(open)
      await world.queue('mia@example.org', { content: 'nothing' })
      await world.pass(0)
      expect(world.smtp.visits()).toBe(0)
      expect(await world.rows()).toMatchObject([{ state: 'dropped' }])
    })
  })
})
