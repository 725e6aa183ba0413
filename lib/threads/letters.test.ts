/** The mail about threads, as its recipients read it: with their links, and without a word that anybody typed. */
import { afterEach, expect, test } from 'vitest'
import { type SmtpFake, startSmtpFake } from '#e2e/fakes/smtp.ts'
import { type OpenEngine, onEachEngine } from '#lib/db/engines.testing.ts'
import { hashOf } from '#lib/db/hash.ts'
import { support } from '#lib/form/support.ts'
import { queueMail } from '#lib/mail/mail.ts'
import { createSmtp } from '#lib/mail/transport.ts'
import { createMailWorker } from '#lib/mail/worker.ts'
import { acceptRequest } from '#lib/outbox/accept.ts'
import { newToken, openThread } from './access.ts'
import { confirmAddress } from './confirmation.ts'
import { createLetters } from './letters.ts'
import { revokeThread, rotateThread } from './revocation.ts'

const days = 24 * 60 * 60_000
const silent = { debug() {}, info() {}, warn() {}, error() {} }
const brand = support().brand.name

const fakes: SmtpFake[] = []
afterEach(async () => {
  await Promise.all(fakes.splice(0).map((fake) => fake.stop()))
})

async function startWorld(open: OpenEngine) {
  const database = await open()
  let now = Date.parse('2026-03-01T09:00:00Z')
  const nowMs = () => now
  const smtp = await startSmtpFake()
  fakes.push(smtp)
  const transport = createSmtp({
    smtp: { host: '127.0.0.1', port: smtp.port, secure: false, credentials: null },
    from: { name: '', address: 'support@harbour.example' },
  })
  const threadUrl = (token: string) => `https://help.example.com/t/${token}`
  const writers = createLetters({
    database,
    support,
    appSecrets: ['s'.repeat(32)],
    threadUrl,
    isOwn: (address) => address === 'support@harbour.example',
    answerAt: async () => null,
    nowMs,
  })
  const notices = { notice: async () => null, flood: async () => null }
  const mailer = createMailWorker({
    database,
    transport,
    writers: { ...writers, ...notices },
    log: silent,
    nowMs,
  })
  return {
    database,
    smtp,
    nowMs,
    async send(email: string, words: { subject?: string; body?: string; name?: string } = {}) {
      const { subject = 'Zip', body = 'It broke.', name = 'Mia Berg' } = words
      const token = newToken()
      const conversation = {
        subject,
        body,
        customer: { name, email },
        channel: 'support',
        tags: [],
        data: {},
      }
      const typed = { subject, body }
      const accepted = { form: 'support', requestId: token, tokens: [token] as const, typed, conversation }
      await acceptRequest(database, { ...accepted, mail: { network: null } }, now)
      const thread = await openThread(database, token, now)
      return { token, reference: thread?.reference ?? '' }
    },
    askFor: (recipient: string) =>
      queueMail(database.kysely, { kind: 'links', recipient }, { network: '192.0.2.0/24', nowMs: now }),
    async pass(ms: number) {
      now += ms
      await mailer.drain()
    },
    opens: (token: string | undefined) => openThread(database, token, now),
  }
}

const linksIn = (body: string | undefined) =>
  [...(body ?? '').matchAll(/^https:\/\/help\.example\.com\/t\/([\w-]{43})$/gm)].map(([, token]) => token)

onEachEngine((open) => {
  test('S47 the first mail is fixed words with a link: of what was typed it carries nothing', async () => {
    const world = await startWorld(open)
    const loud = 'Free Nitro https://evil.example +45 55 50 19 99 𝓕𝓻𝓮𝓮'
    const first = await world.send('mia@example.org', { subject: loud, body: loud, name: loud })
    await world.send('sam@example.org')
    await world.pass(0)
    const [mail, other] = world.smtp.mails()
    expect(mail?.to).toEqual(['mia@example.org'])
    expect(mail?.body).toContain(`Your reference: ${first.reference}`)
    expect(`${mail?.head}${mail?.body}`).not.toMatch(/Nitro|evil|5550|55 50|𝓕|Mia/)
    const fixed = (body = '') => body.replace(/\/t\/[\w-]{43}/, '').replace(/\w{4}-\w{4}$/m, '')
    expect(fixed(mail?.body)).toBe(fixed(other?.body))
    expect(mail?.header('Subject')).toBe(`Your message to ${brand}`)
    const [token] = linksIn(mail?.body)
    expect(await world.opens(token)).toMatchObject({ reference: first.reference, source: 'mail' })
    expect(token, 'not the link on the screen').not.toBe(first.token)
    expect(await world.opens(first.token)).toMatchObject({ source: null })
  })

  test('a link that was mailed is stored as a hash only', async () => {
    const world = await startWorld(open)
    await world.send('mia@example.org')
    await world.pass(0)
    const [token = ''] = linksIn(world.smtp.mails()[0]?.body)
    const tables = ['thread', 'thread_link', 'mail', 'outbox'] as const
    const rows = await Promise.all(
      tables.map((table) => world.database.kysely.selectFrom(table).selectAll().execute()),
    )
    expect(JSON.stringify(rows)).toContain(hashOf(token))
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  test('only the mailed link proves the address; the one on the screen does not', async () => {
    const world = await startWorld(open)
    const { token } = await world.send('mia@example.org')
    await world.pass(0)
    expect(await confirmAddress(world.database, token, world.nowMs())).toBe(false)
    expect(await confirmAddress(world.database, newToken(), world.nowMs())).toBe(false)
    expect(await world.opens(token)).toMatchObject({ verified_ms: null })
    const [mailed] = linksIn(world.smtp.mails()[0]?.body)
    expect(await confirmAddress(world.database, mailed, world.nowMs())).toBe(true)
    expect(await world.opens(token)).toMatchObject({ verified_ms: world.nowMs() })
  })

  test('S16 a revoked or rotated thread closes its mailed links too, and an expired one', async () => {
    const world = await startWorld(open)
    const [revoked, rotated, expired] = [
      await world.send('a@example.org'),
      await world.send('b@example.org'),
      await world.send('c@example.org'),
    ]
    await world.pass(0)
    const mailed = world.smtp.mails().flatMap(({ body }) => linksIn(body))
    expect(mailed).toHaveLength(3)
    await revokeThread(world.database, revoked.reference, world.nowMs())
    const fresh = await rotateThread(world.database, rotated.reference, world.nowMs())
    expect(await Promise.all(mailed.map(world.opens))).toMatchObject([
      null,
      null,
      { reference: expired.reference },
    ])
    expect(await world.opens(fresh ?? '')).toMatchObject({ reference: rotated.reference, source: null })
    await world.pass(180 * days)
    expect(await Promise.all(mailed.map(world.opens))).toEqual([null, null, null])
  })

  test('S14 whoever types an address gets nothing; its owner gets links beside the old ones, as often as once a day', async () => {
    const world = await startWorld(open)
    const [first, second] = [await world.send('Mia@example.org'), await world.send('mia@example.org')]
    const other = await world.send('sam@example.org')
    await world.pass(0)
    const before = world.smtp.mails().length
    expect(await world.askFor('MIA@example.org')).toBe('queued')
    expect(await world.askFor('mia@example.org')).toBe('withheld')
    await world.pass(0)
    const [mail, ...more] = world.smtp.mails().slice(before)
    expect(more).toEqual([])
    expect(mail?.to[0]?.toLowerCase()).toBe('mia@example.org')
    const opened = await Promise.all(linksIn(mail?.body).map(world.opens))
    expect(opened.map((thread) => thread?.reference).sort()).toEqual(
      [first.reference, second.reference].sort(),
    )
    expect(mail?.body).not.toContain(other.reference)
    expect(await world.opens(first.token), 'the old link still works').not.toBeNull()
  })

  test('S14 S15 an unknown address: the same row is written, and nothing is sent', async () => {
    const world = await startWorld(open)
    await world.send('mia@example.org')
    await world.pass(0)
    const visits = world.smtp.visits()
    expect(await world.askFor('unknown@example.org')).toBe('queued')
    await world.pass(0)
    expect(world.smtp.visits()).toBe(visits)
    const rows = await world.database.kysely.selectFrom('mail').select(['kind', 'state']).execute()
    expect(rows).toContainEqual({ kind: 'links', state: 'dropped' })
  })

  test('an address that only looks like a customer’s gets no mail: it goes where the customer gave it', async () => {
    const world = await startWorld(open)
    await world.send('kim@example.org')
    await world.pass(0)
    const before = world.smtp.mails().length
    await world.askFor('\u212Aim@example.org')
    await world.pass(0)
    for (const { to } of world.smtp.mails().slice(before)) expect(to).toEqual(['kim@example.org'])
  })

  test('S50 a mailbox of the team’s own gets none: it would come in as another request', async () => {
    const world = await startWorld(open)
    await world.send('support@harbour.example')
    await world.askFor('support@harbour.example')
    await world.pass(0)
    expect(world.smtp.mails()).toEqual([])
  })

  test('a thread that was revoked before its mail went is not mailed', async () => {
    const world = await startWorld(open)
    await world.smtp.stop()
    const { reference } = await world.send('mia@example.org')
    await world.pass(0)
    await revokeThread(world.database, reference, world.nowMs())
    await world.smtp.restart()
    await world.pass(1 * days)
    expect(world.smtp.mails()).toEqual([])
  })
})
