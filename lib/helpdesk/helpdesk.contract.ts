/** What every helpdesk behind the port must do, in the words of those who rely on it: the customer and the outbox. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { HelpdeskError } from './error.ts'
import type { Capabilities, ConversationRef, Helpdesk, NewConversation } from './helpdesk.ts'

/** A helpdesk to be tested, and its other side: what the team does there. */
export interface Subject {
  readonly helpdesk: Helpdesk
  /** The same helpdesk, asked with a wrong token. */
  readonly unauthorized: Helpdesk
  readonly staff: {
    answer(conversation: ConversationRef, body: string): Promise<void>
    note(conversation: ConversationRef, body: string): Promise<void>
    resolve(conversation: ConversationRef): Promise<void>
    /** All that was opened: what the team sees of it. */
    opened(): Promise<readonly OpenedConversation[]>
    /** The customer's words in a conversation as the team sees them, oldest first. */
    heard(conversation: ConversationRef): Promise<readonly string[]>
    /** The custom data of a conversation; null where there is none. */
    data(conversation: ConversationRef): Promise<Readonly<Record<string, unknown>> | null>
  }
  /** A handle of the right kind behind which there is nothing. */
  readonly gone: ConversationRef
  stop(): Promise<void>
}

export interface OpenedConversation {
  readonly subject: string
  readonly channel: string
  readonly tags: readonly string[]
  readonly author: { readonly name: string; readonly email: string }
}

/** What a helpdesk cannot do, and the cases that do not apply for that: by name, so that the list can only shrink. */
export interface Limits {
  readonly can: Partial<Capabilities>
  readonly skipped: readonly string[]
}

type Need = 'readBack' | 'find' | 'channels' | 'status' | 'resolve' | 'annotate'
type Case = (needs: readonly Need[], title: string, run: () => Promise<void>) => void

/** Runs the contract over the helpdesk that `start` starts, one for each test; it has the channel `support`. */
export function describeHelpdesk(
  name: string,
  start: () => Promise<Subject>,
  limits: Limits = { can: {}, skipped: [] },
): void {
  describe(name, () => {
    let subject: Subject

    beforeEach(async () => {
      subject = await start()
    })

    afterEach(() => subject.stop())

    const can = {
      readBack: true,
      find: true,
      channels: true,
      status: true,
      resolve: true,
      annotate: true,
      ...limits.can,
    }
    const skipped: string[] = []
    const when: Case = (needs, title, run) => {
      if (needs.every((need) => can[need])) test(title, run)
      else skipped.push(title)
    }
    describeOpening(() => subject, when)
    describeThread(() => subject, when)
    describeChanges(() => subject, when)
    describeReadBack(() => subject, when)
    describeCredentials(() => subject, when)

    test('it says what it can do, and is let off nothing else', () => {
      expect(subject.helpdesk.can).toMatchObject(can)
      expect(skipped).toEqual(limits.skipped)
    })
  })
}

const mia = { name: 'Mia Berg', email: 'mia@example.org' }
const request: NewConversation = {
  subject: 'Broken zip on order 1042',
  body: 'The zip broke on day one.',
  customer: mia,
  channel: 'support',
  tags: ['contact-form', 'returns'],
  data: { order_number: '1042' },
}
const odd = '🧵 Ünïcödé — 破れた ‏ערוץ‏ "\'; drop table -- <b>{{x}}</b> \\u0000 %00 ../ # ?'
const thanks = { body: 'Thank you!', customer: mia }
/** Before every test; no search may miss what was created since. */
const hint = { customer: mia, sinceMs: Date.now() }
const page = (number: number) => ({ page: number, customer: mia })

async function errorOf(call: Promise<unknown>): Promise<unknown> {
  const thrown = await call.then(
    () => 'nothing was thrown',
    (error: unknown) => error,
  )
  expect(thrown).toBeInstanceOf(HelpdeskError)
  return thrown
}

function describeOpening(subject: () => Subject, when: Case): void {
  when([], 'the team sees the request as the customer sent it', async () => {
    await subject().helpdesk.open(request, 'cf_1')
    expect(await subject().staff.opened()).toMatchObject([
      { subject: request.subject, channel: 'support', tags: request.tags, author: mia },
    ])
  })

  when([], 'words in any script, and words that look like code, arrive as they are', async () => {
    const { helpdesk } = subject()
    const customer = { ...mia, name: "Zoë O'Brien-李" }
    const conversation = await helpdesk.open(
      { ...request, subject: odd, body: `${odd}\n\n${odd}`, customer },
      'k',
    )
    await helpdesk.reply(conversation, { body: odd, customer }, 'cfr_1')
    expect(await subject().staff.opened()).toMatchObject([{ subject: odd, author: customer }])
    expect(await subject().staff.heard(conversation)).toEqual([`${odd}\n\n${odd}`, odd])
  })

  when(
    ['readBack'],
    'words in any script, and words that look like code, are read back as they are',
    async () => {
      const { helpdesk } = subject()
      const conversation = await helpdesk.open({ ...request, body: odd }, 'cf_1')
      await helpdesk.reply(conversation, { body: `${odd}\n\n${odd}`, customer: mia }, 'cfr_1')
      const { items } = await helpdesk.messages(conversation, page(1))
      expect(items.map(({ body }) => body)).toEqual([`${odd}\n\n${odd}`, odd])
    },
  )

  when([], 'two requests with one subject are two conversations', async () => {
    const { helpdesk } = subject()
    const first = await helpdesk.open(request, 'cf_1')
    const second = await helpdesk.open({ ...request, body: 'Another one.' }, 'cf_2')
    expect(second.id).not.toBe(first.id)
    expect(await subject().staff.heard(second)).toEqual(['Another one.'])
  })

  when(['channels'], 'a channel that the helpdesk does not have is refused with its reason', async () => {
    const error = await errorOf(subject().helpdesk.open({ ...request, channel: 'nowhere' }, 'cf_1'))
    expect(error).toMatchObject({ code: 'rejected', outcome: 'refused', status: 422 })
    expect(String(error)).toContain('category')
    expect(await subject().staff.opened()).toEqual([])
  })

  when([], 'opening twice with one key opens one, where the helpdesk promises it', async () => {
    const { helpdesk, staff } = subject()
    const first = await helpdesk.open(request, 'cf_1')
    const second = await helpdesk.open(request, 'cf_1')
    if (helpdesk.can.idempotentCreate) expect(second).toEqual(first)
    expect(await staff.opened()).toHaveLength(helpdesk.can.idempotentCreate ? 1 : 2)
  })

  when([], 'replying twice with one key is one reply, where the helpdesk promises it', async () => {
    const { helpdesk } = subject()
    const conversation = await helpdesk.open(request, 'cf_1')
    const first = await helpdesk.reply(conversation, thanks, 'cfr_1')
    const second = await helpdesk.reply(conversation, thanks, 'cfr_1')
    expect(second).toEqual(first)
    const heard = await subject().staff.heard(conversation)
    expect(heard).toHaveLength(helpdesk.can.idempotentCreate ? 2 : 3)
  })
}

function describeThread(subject: () => Subject, when: Case): void {
  when(
    ['readBack'],
    'the customer reads the answers of the team, newest first, and who gave them',
    async () => {
      const { helpdesk, staff } = subject()
      const conversation = await helpdesk.open(request, 'cf_1')
      await staff.answer(conversation, 'Sorry! A new one is on its way.')
      await helpdesk.reply(conversation, thanks, 'cfr_1')
      const { items, pageCount, totalCount } = await helpdesk.messages(conversation, page(1))
      expect(items.map(({ role, body }) => [role, body])).toEqual([
        ['customer', 'Thank you!'],
        ['staff', 'Sorry! A new one is on its way.'],
        ['customer', 'The zip broke on day one.'],
      ])
      expect(items.every(({ createdAtMs }) => Math.abs(createdAtMs - Date.now()) < 60_000)).toBe(true)
      expect({ pageCount, totalCount }).toEqual({ pageCount: 1, totalCount: 3 })
    },
  )

  when(['readBack'], 'S10 an internal note is never among them', async () => {
    const { helpdesk, staff } = subject()
    const conversation = await helpdesk.open(request, 'cf_1')
    await staff.note(conversation, 'This one complains a lot.')
    const { items } = await helpdesk.messages(conversation, page(1))
    expect(items.map(({ body }) => body)).toEqual(['The zip broke on day one.'])
  })

  when(['readBack'], 'S12 an answer shows the name of who gave it, and no address of anyone', async () => {
    const { helpdesk, staff } = subject()
    const conversation = await helpdesk.open(request, 'cf_1')
    await staff.answer(conversation, 'Sorry!')
    const { items } = await helpdesk.messages(conversation, page(1))
    expect(JSON.stringify(items)).not.toContain('@')
    expect(Object.keys(items[0] ?? {}).sort()).toEqual(['authorName', 'body', 'createdAtMs', 'key', 'role'])
    expect(items[0]?.authorName).not.toBe('')
  })

  when(
    ['readBack'],
    'a reply carries our key, and one text sent twice on purpose is two messages',
    async () => {
      const { helpdesk } = subject()
      const conversation = await helpdesk.open(request, 'cf_1')
      await helpdesk.reply(conversation, thanks, 'cfr_1')
      await helpdesk.reply(conversation, thanks, 'cfr_2')
      const { items } = await helpdesk.messages(conversation, page(1))
      expect(items.slice(0, 2).map(({ key, role }) => [key, role])).toEqual([
        ['cfr_2', 'customer'],
        ['cfr_1', 'customer'],
      ])
    },
  )

  when(['readBack'], 'a long thread comes in pages, and nothing is missing between them', async () => {
    const { helpdesk } = subject()
    const conversation = await helpdesk.open(request, 'cf_1')
    for (let number = 1; number <= 35; number += 1)
      await helpdesk.reply(conversation, { body: `Reply ${number}`, customer: mia }, `cfr_${number}`)
    const newest = await helpdesk.messages(conversation, page(1))
    const older = await helpdesk.messages(conversation, page(2))
    const beyond = await helpdesk.messages(conversation, page(3))
    expect([newest.items.length, older.items.length, beyond.items.length]).toEqual([30, 6, 0])
    expect([newest.pageCount, newest.totalCount]).toEqual([2, 36])
    expect(newest.items[0]?.body).toBe('Reply 35')
    expect(older.items.map(({ body }) => body).slice(-2)).toEqual(['Reply 1', 'The zip broke on day one.'])
  })

  when(['status'], 'a conversation is open until the team resolves it, and again after a reply', async () => {
    const { helpdesk, staff } = subject()
    const conversation = await helpdesk.open(request, 'cf_1')
    expect(await helpdesk.status(conversation)).toBe('open')
    await staff.resolve(conversation)
    expect(await helpdesk.status(conversation)).toBe('resolved')
    await helpdesk.reply(conversation, thanks, 'cfr_1')
    expect(await helpdesk.status(conversation)).toBe('open')
  })

  when([], 'a conversation that is not there takes no reply and shows nothing', async () => {
    const { helpdesk, gone } = subject()
    const refused = { code: 'rejected', outcome: 'refused' }
    expect(await errorOf(helpdesk.reply(gone, thanks, 'cfr_1'))).toMatchObject(refused)
    if (helpdesk.can.readBack) expect(await errorOf(helpdesk.messages(gone, page(1)))).toMatchObject(refused)
    if (helpdesk.can.status) expect(await errorOf(helpdesk.status(gone))).toMatchObject(refused)
    expect(await subject().staff.opened()).toEqual([])
  })
}

function describeChanges(subject: () => Subject, when: Case): void {
  when(
    ['resolve'],
    'the customer marks a conversation as resolved, once or twice, and reopens it',
    async () => {
      const { helpdesk, staff } = subject()
      const conversation = await helpdesk.open(request, 'cf_1')
      await staff.answer(conversation, 'A new one is on its way.')
      await helpdesk.resolve(conversation)
      await helpdesk.resolve(conversation)
      expect(await helpdesk.status(conversation)).toBe('resolved')
      expect(await staff.heard(conversation)).toHaveLength(2)
      await helpdesk.reply(conversation, thanks, 'cfr_1')
      expect(await helpdesk.status(conversation)).toBe('open')
    },
  )

  when(['annotate'], 'custom data that comes later joins what came before, our key among it', async () => {
    const { helpdesk, staff } = subject()
    const conversation = await helpdesk.open(request, 'cf_1')
    await helpdesk.annotate(conversation, { rating: '4', rating_comment: odd })
    await helpdesk.annotate(conversation, { rating: '4', rating_comment: odd })
    expect(await staff.data(conversation)).toEqual({
      order_number: '1042',
      deskbell_id: 'cf_1',
      rating: '4',
      rating_comment: odd,
    })
    expect(await helpdesk.findConversation('cf_1', hint)).toEqual(conversation)
    expect(await helpdesk.status(conversation)).toBe('open')
  })

  when([], 'what a helpdesk cannot be told is refused, and what is not there takes nothing', async () => {
    const { helpdesk, gone } = subject()
    const refused = { code: 'rejected', outcome: 'refused' }
    expect(await errorOf(helpdesk.resolve(gone))).toMatchObject(refused)
    expect(await errorOf(helpdesk.annotate(gone, { rating: '4' }))).toMatchObject(refused)
  })
}

function describeReadBack(subject: () => Subject, when: Case): void {
  when(['find'], 'a request is found again by its key alone, however many have its words', async () => {
    const { helpdesk } = subject()
    const first = await helpdesk.open(request, 'cf_1')
    const second = await helpdesk.open(request, 'cf_2')
    expect(await helpdesk.findConversation('cf_1', hint)).toEqual(first)
    expect(await helpdesk.findConversation('cf_2', hint)).toEqual(second)
    expect(await helpdesk.findConversation('cf_3', hint)).toBeNull()
    expect(await helpdesk.findConversation('cf_', hint)).toBeNull()
  })

  when(['find', 'status'], 'a request is found after the team has resolved it', async () => {
    const { helpdesk, staff } = subject()
    const conversation = await helpdesk.open(request, 'cf_1')
    await staff.resolve(conversation)
    expect(await helpdesk.findConversation('cf_1', hint)).toEqual(conversation)
  })

  when(
    ['find'],
    "a request is found whatever the case of its address, and not for another customer's",
    async () => {
      const { helpdesk } = subject()
      const conversation = await helpdesk.open(request, 'cf_1')
      const upper = { ...hint, customer: { ...mia, email: 'MIA@example.ORG' } }
      const other = { ...hint, customer: { name: 'Mia Berg', email: 'mia@example.net' } }
      expect(await helpdesk.findConversation('cf_1', upper)).toEqual(conversation)
      expect(await helpdesk.findConversation('cf_1', other)).toBeNull()
    },
  )

  when(['find'], "a customer's own field cannot pass for our key", async () => {
    const { helpdesk } = subject()
    const conversation = await helpdesk.open({ ...request, data: { deskbell_id: 'cf_other' } }, 'cf_1')
    expect(await helpdesk.findConversation('cf_other', hint)).toBeNull()
    expect(await helpdesk.findConversation('cf_1', hint)).toEqual(conversation)
  })

  when(['find'], 'a reply is found again by its key, behind any number of later ones', async () => {
    const { helpdesk } = subject()
    const conversation = await helpdesk.open(request, 'cf_1')
    for (let number = 1; number <= 32; number += 1)
      await helpdesk.reply(conversation, thanks, `cfr_${number}`)
    const reply = { ...hint, body: thanks.body }
    expect(await helpdesk.findMessage(conversation, 'cfr_1', reply)).toEqual({ id: 'cfr_1' })
    expect(await helpdesk.findMessage(conversation, 'cfr_32', reply)).toEqual({ id: 'cfr_32' })
    expect(await helpdesk.findMessage(conversation, 'cfr_33', reply)).toBeNull()
  })

  when(['find'], 'a reply to a conversation that is gone is not there', async () => {
    const reply = { ...hint, body: thanks.body }
    expect(await subject().helpdesk.findMessage(subject().gone, 'cfr_1', reply)).toBeNull()
  })
}

function describeCredentials(subject: () => Subject, when: Case): void {
  when([], 'wrong credentials hold everything back and lose nothing', async () => {
    const { helpdesk, unauthorized, staff } = subject()
    const held = { code: 'unauthorized', outcome: 'not-sent' }
    const conversation = await helpdesk.open(request, 'cf_1')
    expect(await errorOf(unauthorized.open(request, 'cf_2'))).toMatchObject(held)
    expect(await errorOf(unauthorized.reply(conversation, thanks, 'cfr_1'))).toMatchObject(held)
    expect(await staff.opened()).toHaveLength(1)
    expect(await staff.heard(conversation)).toHaveLength(1)
  })

  when(['readBack'], 'wrong credentials show nothing', async () => {
    const { helpdesk, unauthorized } = subject()
    const conversation = await helpdesk.open(request, 'cf_1')
    const shown = unauthorized.messages(conversation, page(1))
    expect(await errorOf(shown)).toMatchObject({ code: 'unauthorized' })
  })

  when(['status'], 'wrong credentials do not tell where a conversation stands', async () => {
    const { helpdesk, unauthorized } = subject()
    const conversation = await helpdesk.open(request, 'cf_1')
    expect(await errorOf(unauthorized.status(conversation))).toMatchObject({ code: 'unauthorized' })
  })

  when(['find'], 'wrong credentials do not make a request look absent', async () => {
    const { helpdesk, unauthorized } = subject()
    await helpdesk.open(request, 'cf_1')
    const found = unauthorized.findConversation('cf_1', hint)
    expect(await errorOf(found)).toMatchObject({ code: 'unauthorized' })
  })
}
