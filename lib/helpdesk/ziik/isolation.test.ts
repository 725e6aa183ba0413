/** One conversation for the requests of all customers, and none of them ever reads a byte of another's. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openDatabase } from '#lib/db/open.ts'
import { createOutbox } from '#lib/outbox/outbox.ts'
import { newToken, openThread } from '#lib/threads/access.ts'
import { createAnswers } from '#lib/threads/answers.ts'
import { readThread } from '#lib/threads/thread.ts'
import { startZiikFake } from '../../../e2e/fakes/ziik.ts'
import { createZiik } from './adapter.ts'

const silent = { debug() {}, info() {}, warn() {}, error() {} }
const people = ['mia', 'eve', 'kim'] as const
type Person = (typeof people)[number]

/** What happens, one thing after the other: to whom, and whether the helpdesk gets it at once. */
const happening = fc.record({
  who: fc.constantFrom(...people),
  what: fc.constantFrom('asks', 'replies', 'is answered', 'is talked about'),
  delivered: fc.boolean(),
})

test.each([false, true])(
  'whatever the order of things, each thread holds its own customer alone (staff replies shown: %s)',
  async (showsStaffReplies) => {
    const order = fc.array(happening, { minLength: 4, maxLength: 14 })
    await fc.assert(
      fc.asyncProperty(order, (happenings) => live(happenings, showsStaffReplies)),
      {
        numRuns: 40,
      },
    )
  },
)

type Happening = { who: Person; what: string; delivered: boolean }

async function live(happenings: readonly Happening[], showsStaffReplies: boolean): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'deskbell-ziik-'))
  const database = await openDatabase({ databaseUrl: null, dataDir })
  const fake = await startZiikFake()
  const { url: baseUrl, username, password, conversationId } = fake
  const options = { showsStaffReplies }
  const helpdesk = createZiik({ baseUrl, username, password, conversationId, options, fetch })
  const outbox = createOutbox({ database, helpdesk, log: silent, nowMs: Date.now, random: () => 0 })
  const tokens = new Map<Person, string>()

  /** The number of the request at Ziik; null before it has arrived. */
  const rootOf = async (who: Person) => {
    const thread = await openThread(database, tokens.get(who))
    return thread?.conversation ? Number(thread.conversation) : null
  }

  for (const { who, what, delivered } of happenings) {
    const customer = { name: `Name-of-${who}`, email: `${who}@example.org` }
    const body = `Secret-of-${who}`
    const token = tokens.get(who)
    if (what === 'is answered') {
      const root = await rootOf(who)
      if (root !== null) fake.write(`Answer-to-${who}`, root)
    } else if (what === 'is talked about') {
      fake.write(`Talk-about-${who}`, null)
    } else if (!token) {
      const requestId = newToken()
      tokens.set(who, requestId)
      const conversation = { subject: `Subject-of-${who}`, body, customer, channel: 's', tags: [], data: {} }
      await outbox.acceptRequest({
        form: 'support',
        requestId,
        tokens: [requestId],
        typed: { body },
        conversation,
      })
    } else {
      const thread = await openThread(database, token)
      const message = { body, customer }
      await outbox.acceptReply({ threadId: thread?.id ?? '', requestId: newToken(), message })
    }
    if (delivered) await outbox.drain()
  }

  await outbox.drain()
  const answers = createAnswers({ helpdesk, log: silent, nowMs: Date.now })
  for (const [who, token] of tokens) {
    const view = await readThread({ database, can: helpdesk.can, answers }, token, 1)
    const page = JSON.stringify(view)
    expect(page).toContain(`Secret-of-${who}`)
    expect(page).not.toContain('Talk-about-')
    for (const other of people) if (other !== who) expect(page).not.toContain(`-${other}`)
    const isAnswered = fake.messages().some(({ message }) => message === `Answer-to-${who}`)
    expect(page.includes(`Answer-to-${who}`)).toBe(showsStaffReplies && isAnswered)
    expect(view?.entries.filter(({ own }) => own)).toHaveLength(
      happenings.filter((it) => it.who === who && ['asks', 'replies'].includes(it.what)).length,
    )
  }
  await fake.stop()
  await database.close()
  rmSync(dataDir, { recursive: true })
}
