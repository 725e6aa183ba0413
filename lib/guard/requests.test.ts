/** What the guard counts, on both engines: exact when fifty come at once, and no hindrance when it cannot count. */
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { onEachEngine } from '#lib/db/engines.testing.ts'
import type { GuardedRequest } from './guarded-request.ts'
import { guardRequest, type Judgement, limitReply, passOn, Uncounted } from './requests.ts'
import { stampForm } from './stamp.ts'
import type { Sign } from './verdict.ts'

const settings = {
  secrets: ['s'.repeat(32)] as const,
  ownHosts: ['example.com'],
  ownAddresses: ['support@example.com'],
  limits: { perNetwork: 100, perAddress: 30, perThread: 3 },
}
const nowMs = Date.now()
const newId = () => randomBytes(32).toString('base64url')
const newAddress = () => `${randomBytes(6).toString('hex')}@example.org`

/** What an honest customer sends, but for what is given. */
const requestOf = (given: Partial<GuardedRequest> = {}): GuardedRequest => ({
  form: 'support',
  requestId: newId(),
  network: '203.0.113.0/24',
  words: { name: 'Mia Berg', subject: 'Broken zip', message: 'The zip broke.' },
  email: newAddress(),
  stamp: stampForm(settings.secrets, 'support', nowMs - 60_000),
  proof: '',
  hidden: '',
  captcha: null,
  ...given,
})

onEachEngine((open) => {
  const start = async () => {
    const database = await open()
    const failures: unknown[] = []
    const guard = async (request: GuardedRequest, timeMs = nowMs): Promise<Judgement> => {
      const guarding = await guardRequest(request, settings, timeMs)
      try {
        return await database.kysely.transaction().execute(guarding.judge)
      } catch (error) {
        if (!(error instanceof Uncounted)) throw error
        failures.push(error.cause)
        return { outcome: 'judged', verdict: guarding.byItself }
      }
    }
    const signsOf = async (
      request: GuardedRequest,
      timeMs = nowMs,
    ): Promise<readonly (Sign | 'over-limit')[]> => {
      const guarding = await guard(request, timeMs)
      return guarding.outcome === 'judged' ? guarding.verdict.signs : [guarding.outcome]
    }
    return { database, failures, guard, signsOf }
  }

  test('an honest request has no sign at all', async () => {
    const { guard } = await start()
    expect(await guard(requestOf())).toEqual({ outcome: 'judged', verdict: { score: 0, signs: [] } })
  })

  test('S53 one stamp for fifty requests at once is good for one of them; one request sent fifty times is one', async () => {
    const { signsOf } = await start()
    const { stamp } = requestOf()
    const fifty = await Promise.all(Array.from({ length: 50 }, () => signsOf(requestOf({ stamp }))))
    expect(fifty.filter((signs) => !signs.includes('used-stamp'))).toHaveLength(1)
    const again = requestOf({ email: 'mia@example.org', network: '198.51.100.0/24' })
    const same = await Promise.all(Array.from({ length: 4 }, () => signsOf(again)))
    expect(same.flat()).toEqual([])
  })

  test('S54 a filled hidden field, and a form that is sent at once or days later', async () => {
    const { signsOf } = await start()
    expect(await signsOf(requestOf({ hidden: 'x' }))).toEqual(['hidden-field'])
    const drawnAt = (timeMs: number) => requestOf({ stamp: stampForm(settings.secrets, 'support', timeMs) })
    expect(await signsOf(drawnAt(nowMs - 1_900))).toEqual(['too-fast'])
    expect(await signsOf(drawnAt(nowMs + 60_000))).toEqual(['too-fast'])
    expect(await signsOf(drawnAt(nowMs - 2_100))).toEqual([])
    expect(await signsOf(drawnAt(nowMs - 25 * 60 * 60_000))).toEqual(['too-late'])
    expect(await signsOf(requestOf({ stamp: '' }))).toEqual(['no-stamp'])
  })

  test('an office behind one address writes as it likes; beyond the limit it hears when it may go on', async () => {
    const { guard, signsOf } = await start()
    for (let count = 0; count < 20; count += 1) expect(await signsOf(requestOf())).toEqual([])
    for (let count = 0; count < 80; count += 1) await guard(requestOf())
    expect(await guard(requestOf())).toEqual({ outcome: 'over-limit', untilMs: nowMs + 60 * 60_000 })
    expect(await signsOf(requestOf({ network: '198.51.100.0/24' }))).toEqual([])
    expect(await signsOf(requestOf(), nowMs + 60 * 60_000 + 1)).not.toContain('over-limit')
  })

  test('machines at an office’s own address use up nothing of the office', async () => {
    const { signsOf } = await start()
    for (let count = 0; count <= settings.limits.perNetwork; count += 1)
      await signsOf(requestOf({ stamp: '' }))
    expect(await signsOf(requestOf({ stamp: '' }))).toEqual(['over-limit'])
    expect(await signsOf(requestOf())).toEqual([])
  })

  test('who seems to write from our own side is a proxy of ours: nobody is held up for it', async () => {
    const { signsOf } = await start()
    for (let count = 0; count < 120; count += 1)
      expect(await signsOf(requestOf({ network: '127.0.0.0/24' }))).toEqual([])
  })

  test('one mailbox, however it is spelled, is counted as one', async () => {
    const { signsOf } = await start()
    const network = (index: number) => `10.0.${index}.0/24`
    const spellings = ['mia.berg@gmail.com', 'miaberg+1@gmail.com', 'MIABERG@googlemail.com']
    const signs: (readonly string[])[] = []
    for (let index = 0; index < 32; index += 1)
      signs.push(await signsOf(requestOf({ email: spellings[index % 3] ?? '', network: network(index) })))
    expect(signs.slice(0, 5).flat()).toEqual([])
    expect(signs[5]).toEqual(['many-from-address'])
    expect(signs[29]).toEqual(['many-from-address'])
    expect(signs[30]).toContain('flood-from-address')
  })

  test('the same words from several mailboxes are a campaign; from one they are somebody who is not sure', async () => {
    const { signsOf } = await start()
    const words = {
      name: 'Mia Berg',
      subject: 'Hello',
      message: 'Hello Mia, your shop would sell far more with what our people could do for it in no time.',
    }
    for (let count = 0; count < 4; count += 1)
      expect(await signsOf(requestOf({ words, email: 'mia@example.org' }))).toEqual([])
    expect(await signsOf(requestOf({ words }))).toEqual([])
    const third = { ...words, message: words.message.replace('Mia', 'Sam') }
    expect(await signsOf(requestOf({ words: third }))).toEqual(['repeated'])
  })

  test('S50 our own addresses, and those of machines, write to nobody', async () => {
    const { signsOf } = await start()
    for (const email of [
      'Support@example.com',
      'support+x@example.com',
      'mailer-daemon@example.org',
      'no-reply@x.example',
    ])
      expect(await signsOf(requestOf({ email })), email).toEqual(['machine-address'])
  })

  test('S58 when nothing can be counted, requests are judged by what they are, and somebody is told', async () => {
    const { database, failures, signsOf } = await start()
    await database.kysely.schema.dropTable('tally').execute()
    expect(await signsOf(requestOf())).toEqual([])
    expect(await signsOf(requestOf({ hidden: 'x', stamp: '' }))).toEqual(['no-stamp', 'hidden-field'])
    expect(failures).toHaveLength(2)
    const told = { nowMs, onFailure: (error: unknown) => failures.push(error) }
    expect(await limitReply(database, { threadId: 'thr_1', network: null }, settings, told)).toBeNull()
    expect(failures).toHaveLength(3)
  })

  test('a form that stays open after it was sent goes on with its stamp, a few times', async () => {
    const { database, signsOf } = await start()
    const first = requestOf()
    expect(await signsOf(first)).toEqual([])
    let { requestId } = first
    const uses: (readonly string[])[] = []
    for (let count = 0; count < 5; count += 1) {
      const next = newId()
      await passOn(database, { ...first, requestId }, next, settings)
      uses.push(await signsOf({ ...first, requestId: next, email: newAddress() }))
      requestId = next
    }
    expect(uses.map((signs) => signs.includes('used-stamp'))).toEqual([false, false, false, true, true])
  })

  test('a captcha is good for one request, and for that one again after its provider has spent it', async () => {
    const { signsOf, guard } = await start()
    const solved = { is: 'solved', token: newId() } as const
    const first = requestOf({ captcha: solved })
    expect(await signsOf(first)).toEqual([])
    expect(await signsOf({ ...first, captcha: { ...solved, is: 'spent' } })).toEqual([])
    expect(await signsOf(requestOf({ captcha: solved }))).toEqual(['no-captcha'])
    expect(await signsOf(requestOf({ captcha: { ...solved, is: 'spent' } }))).toEqual(['no-captcha'])
    expect(await signsOf(requestOf({ captcha: { is: 'none', token: '' } }))).toEqual(['no-captcha'])
    expect(await signsOf(requestOf({ captcha: { is: 'unchecked', token: 'x' } }))).toEqual([
      'unchecked-captcha',
    ])
    expect(await guard(requestOf({ captcha: { is: 'forged', token: 'x' } }))).toMatchObject({
      verdict: { score: 5, signs: ['forged-captcha'] },
    })
  })

  test('replies to one conversation come to an end for a while', async () => {
    const { database } = await start()
    const reply = () =>
      limitReply(database, { threadId: 'thr_1', network: null }, settings, { nowMs, onFailure: () => {} })
    expect([await reply(), await reply(), await reply()]).toEqual([null, null, null])
    expect(await reply()).toBe(nowMs + 60 * 60_000)
  })

  test('what was counted names nobody', async () => {
    const { database, guard } = await start()
    await guard(requestOf({ email: 'mia@example.org', stamp: '' }))
    const rows = await database.kysely.selectFrom('tally').selectAll().execute()
    expect(rows.length).toBeGreaterThan(1)
    expect(JSON.stringify(rows)).not.toMatch(/mia@|example|203\.0\.113/)
  })
})
