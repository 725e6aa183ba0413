/** Mail that the built-in helpdesk causes, against a real mail server: what staff, customers and strangers get of it. */
import { afterEach, expect, test } from 'vitest'
import { type SmtpFake, startSmtpFake } from '#e2e/fakes/smtp.ts'
import { type OpenEngine, onEachEngine } from '#lib/db/engines.testing.ts'
import { createNotices } from '#lib/desk/notices.ts'
import { support } from '#lib/form/support.ts'
import { readAnswer } from '#lib/helpdesk/builtin/answer.ts'
import { asked, channels, kim, openDesk, sam } from '#lib/helpdesk/builtin/builtin.testing.ts'
import { staffTranslator } from '#lib/i18n/staff.ts'
import { announceByMail } from '#lib/mail/announcements.ts'
import { limits } from '#lib/mail/policy.ts'
import { createSmtp } from '#lib/mail/transport.ts'
import { createMailWorker } from '#lib/mail/worker.ts'
import { acceptRequest } from '#lib/outbox/accept.ts'
import { newToken, openThread } from './access.ts'
import { confirmAddress } from './confirmation.ts'
import { forgetCustomer } from './customer-data.ts'
import { createLetters } from './letters.ts'
import { revokeThread } from './revocation.ts'

const hours = 60 * 60_000
const days = 24 * hours
const silent = { debug() {}, info() {}, warn() {}, error() {} }
const brand = support().brand.name
const loud = 'Free Nitro https://evil.example'

const fakes: SmtpFake[] = []
afterEach(async () => {
  await Promise.all(fakes.splice(0).map((fake) => fake.stop()))
})

async function startWorld(open: OpenEngine) {
  const database = await open()
  const smtp = await startSmtpFake()
  fakes.push(smtp)
  const nowMs = () => desk.clock.nowMs
  const desk = await openDesk({ database, announce: announceByMail(['nobody@example.org'], () => nowMs()) })
  const transport = createSmtp({
    smtp: { host: '127.0.0.1', port: smtp.port, secure: false, credentials: null },
    from: { name: '', address: 'support@harbour.example' },
  })
  const letters = createLetters({
    database,
    support,
    appSecrets: ['s'.repeat(32)],
    threadUrl: (token) => `https://help.example.com/t/${token}`,
    isOwn: (address) => address === 'support@harbour.example',
    answerAt: (messageId) => readAnswer(database.kysely, messageId),
    nowMs,
  })
  const notices = createNotices({
    support: () => ({ ...support(), channels }),
    words: () => staffTranslator('en'),
    deskUrl: (reference) => `https://help.example.com/desk?q=${reference}`,
  })
  const writers = { ...letters, ...notices }
  const mailer = createMailWorker({ database, transport, writers, log: silent, nowMs })
  return {
    database,
    desk,
    smtp,
    /** A request from a form, as the outbox hands it to the helpdesk. */
    async request(email = 'mia@example.org', more: Readonly<Record<string, unknown>> = {}) {
      const token = newToken()
      const customer = { name: loud, email }
      const conversation = { subject: loud, body: loud, customer, channel: 'support', tags: [], data: {} }
      const accepted = {
        form: 'support',
        requestId: token,
        tokens: [token] as const,
        typed: {},
        conversation,
      }
      const acceptance = await acceptRequest(database, accepted, nowMs())
      const key = acceptance.outcome === 'accepted' ? acceptance.id : ''
      const body = {
        subject: loud,
        message: { body: loud },
        user: customer,
        data: { deskbell_id: key },
        ...more,
      }
      const slug = await desk.open(body)
      const thread = await openThread(database, token, nowMs())
      return { token, slug, reference: thread?.reference ?? '', threadId: thread?.id ?? '' }
    },
    answer: (slug: string, body: string, more: Readonly<Record<string, unknown>> = {}) =>
      desk.post(`/conversations/${slug}/messages`, { message: { body, ...more } }),
    verify: (threadId: string) =>
      database.kysely.updateTable('thread').set({ verified_ms: 1 }).where('id', '=', threadId).execute(),
    /** What has come since the last time, to whom. */
    async post(ms = 0) {
      desk.clock.nowMs += ms
      const before = smtp.mails().length
      await mailer.drain()
      return smtp.mails().slice(before)
    },
  }
}

const recipientsOf = (mails: readonly { readonly to: readonly string[] }[]) =>
  mails.flatMap(({ to }) => to).sort()

const linksIn = (body: string | undefined) =>
  [...(body ?? '').matchAll(/^https:\/\/help\.example\.com\/t\/([\w-]{43})$/gm)].map(([, token]) => token)

onEachEngine((open) => {
  test('S47 a new request: everyone at the desk gets a notice, and in it nothing that the customer typed', async () => {
    const world = await startWorld(open)
    const { reference } = await world.request()
    const mails = await world.post()
    expect(recipientsOf(mails)).toEqual([kim.email, sam.email])
    for (const mail of mails) {
      expect(mail.header('Subject')).toBe(`${brand}: new message ${reference}`)
      expect(mail.body).toContain(`https://help.example.com/desk?q=${reference}`)
      expect(mail.body).toContain('Channel: Support')
      expect(mail.header('Auto-Submitted')).toBe('auto-generated')
      expect(`${mail.head}${mail.body}`).not.toMatch(/Nitro|evil|mia@|nitro/)
    }
    expect(await world.post(1 * days)).toEqual([])
  })

  test('a reply is told to whoever has taken the conversation, a note and what is suppressed to nobody', async () => {
    const world = await startWorld(open)
    const { slug } = await world.request()
    await world.desk.put(`/conversations/${slug}`, { conversation: { assignee: kim.email } })
    await world.post()
    const user = { name: loud, email: 'mia@example.org' }
    await world.answer(slug, loud, { user, origin_id: 'one' })
    await world.answer(slug, loud, { user, origin_id: 'one' })
    const mails = await world.post()
    expect(recipientsOf(mails)).toEqual([kim.email])
    expect(`${mails[0]?.head}${mails[0]?.body}`).not.toMatch(/Nitro|evil/)
    await world.answer(slug, 'For us', { visibility: 1 })
    await world.answer(slug, loud, { user, suppress_notifications: true })
    await world.request('kim@example.com', { suppress_notification: true })
    expect(await world.post()).toEqual([])
  })

  test('S46 a flood of requests: a limit of notices for each of the team, and one word that they stop', async () => {
    const world = await startWorld(open)
    const { most } = limits.notice.perAddress
    for (let number = 0; number < most + 5; number += 1) await world.desk.open({ subject: `Order ${number}` })
    const toSam = (await world.post()).filter(({ to }) => to.includes(sam.email))
    expect(toSam).toHaveLength(most + 1)
    const floods = toSam.filter((mail) => mail.header('Subject') === `${brand}: many new messages`)
    expect(floods).toHaveLength(1)
    await world.post(1 * hours)
    await world.desk.open()
    expect(recipientsOf(await world.post())).toEqual([kim.email, sam.email])
  })

  test('S47 an answer to an address that nobody has confirmed: that there is one, its link, and once a day', async () => {
    const world = await startWorld(open)
    const first = await world.request()
    const second = await world.request('MIA+2@example.org')
    await world.post()
    await world.answer(first.slug, 'Your new zip is on its way.')
    await world.answer(first.slug, 'Once more.')
    await world.answer(second.slug, 'Here too.')
    const [mail, ...others] = await world.post()
    expect(others).toEqual([])
    expect(mail?.to).toEqual(['mia@example.org'])
    expect(mail?.header('Subject')).toBe(`${brand} has answered you`)
    expect(`${mail?.head}${mail?.body}`).not.toMatch(/zip|Nitro|evil/)
    const [token] = linksIn(mail?.body)
    expect(token, 'not the link on the screen').not.toBe(first.token)
    expect(await confirmAddress(world.database, token, world.desk.clock.nowMs)).toBe(true)
    await world.answer(first.slug, 'Now you may read it.')
    const [answer] = await world.post()
    expect(answer?.body).toContain('Now you may read it.')
  })

  test('S44 an answer to a confirmed address carries its words in the body, and breaks no header with them', async () => {
    const world = await startWorld(open)
    const { slug, reference, threadId, token } = await world.request()
    await world.verify(threadId)
    await world.post()
    const words = 'Hello\r\nBcc: eve@evil.example\r\n.\r\nMAIL FROM:<eve@evil.example>\r\n\r\n“Größe” 🎉'
    await world.answer(slug, words, { origin_id: 'a1' })
    await world.answer(slug, words, { origin_id: 'a1' })
    const [mail, ...others] = await world.post()
    expect(others).toEqual([])
    expect(mail).toMatchObject({ from: 'support@harbour.example', to: ['mia@example.org'] })
    expect(mail?.header('Subject')).toBe(`Answer from ${brand}, reference ${reference}`)
    expect(mail?.header('Auto-Submitted')).toBe('auto-generated')
    expect(mail?.head).not.toMatch(/^(bcc|cc|reply-to)|eve@|Nitro/im)
    expect(mail?.body).toContain('“Größe” 🎉')
    expect(mail?.body).toContain('MAIL FROM:<eve@evil.example>')
    const [mailed] = linksIn(mail?.body)
    expect(mailed).not.toBe(token)
    expect(await openThread(world.database, mailed, world.desk.clock.nowMs)).toMatchObject({ reference })
  })

  test('a note, a held or a suppressed answer, and a person only named as a recipient: no mail to customers', async () => {
    const world = await startWorld(open)
    const { slug, threadId } = await world.request()
    await world.verify(threadId)
    await world.post()
    await world.answer(slug, 'For the team alone', { visibility: 1 })
    await world.answer(slug, 'Told by phone', { suppress_notifications: true })
    await world.answer(slug, 'Too late', { seen: 1 })
    expect(await world.post()).toEqual([])
    await world.answer(slug, 'For Mia', { recipients: ['eve@evil.example'] })
    expect(recipientsOf(await world.post())).toEqual(['mia@example.org'])
  })

  test('S50 conversations without a page of ours, and the team’s own mailbox: nobody is mailed', async () => {
    const world = await startWorld(open)
    const foreign = await world.desk.open(asked().conversation)
    const own = await world.request('support@harbour.example')
    await world.verify(own.threadId)
    await world.post()
    await world.answer(foreign, 'Hello')
    await world.answer(own.slug, 'Hello')
    expect(await world.post()).toEqual([])
  })

  test('an answer that waits while its link is revoked, or its customer forgotten, is not sent any more', async () => {
    const world = await startWorld(open)
    const [revoked, forgotten] = [await world.request(), await world.request('lee@example.org')]
    await world.verify(revoked.threadId)
    await world.verify(forgotten.threadId)
    await world.post()
    await world.smtp.stop()
    await world.answer(revoked.slug, 'One')
    await world.answer(forgotten.slug, 'Two')
    await world.post()
    await revokeThread(world.database, revoked.reference, world.desk.clock.nowMs)
    await forgetCustomer(world.database, { forget: async () => {} }, 'lee@example.org')
    await world.smtp.restart()
    expect(await world.post(1 * days)).toEqual([])
  })

  test('mail that cannot be queued keeps the message out too: both are there, or neither', async () => {
    const world = await startWorld(open)
    const { slug } = await world.request()
    const broken = await openDesk({
      database: world.database,
      announce: async (trx, news) => {
        await announceByMail([], () => 0)(trx, news)
        throw new Error('no room')
      },
    })
    const count = () => world.database.kysely.selectFrom('mail').select('id').execute()
    const before = await count()
    const answer = await broken.post(`/conversations/${slug}/messages`, { message: { body: 'Lost?' } })
    expect(answer.status).toBe(500)
    expect(await count()).toEqual(before)
    expect(JSON.stringify((await world.desk.get(`/conversations/${slug}/messages`)).body)).not.toContain(
      'Lost?',
    )
  })
})
