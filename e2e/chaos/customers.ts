/** Customers who press Send until they are told that their message is safe, and remember what they were told. */
import type { Attachment } from '#lib/helpdesk/helpdesk.ts'
import { newToken } from '#lib/threads/access.ts'
import type { Instance } from './installation.ts'
import type { Promised, PromisedLetter } from './ledger.ts'

export interface Customers {
  /** Writes a new request; it is not sent yet. */
  write(): Letter
  /** Writes a reply to a conversation that was acknowledged. */
  reply(thread: Letter): Letter
  /** Whether its customer was told that it is safe, and will not press again. */
  isSafe(letter: Letter): boolean
  /** Presses Send once. @returns whether "sent" or "saved" was shown. */
  send(instance: Instance, letter: Letter, attachments?: readonly Attachment[]): Promise<boolean>
  /** Presses Send with other words under the id of a letter that was acknowledged: nobody may say that they are safe. */
  reuse(instance: Instance, letter: Letter): Promise<void>
  /** All that was ever shown as sent or saved. */
  promised(): Promise<readonly Promised[]>
  /** Conversations that were acknowledged. */
  readonly threads: readonly Letter[]
  /** Letters that were. */
  safe(): readonly Letter[]
  /** Letters that were sent and not acknowledged yet. */
  readonly open: ReadonlySet<Letter>
}

export interface Letter {
  readonly subject: string
  readonly body: string
  readonly requestId: string
  readonly token: string
  /** Null: a new request. */
  readonly thread: Letter | null
  /** Its link is to be mailed. */
  readonly isMailed?: true
}

const customer = { name: 'Mia Berg', email: 'mia@example.org' }

export function createCustomers(heldUp: () => Promise<ReadonlySet<string>>): Customers {
  const threads: Letter[] = []
  const pressed = new Map<Letter, number>()
  const shown = new Map<Letter, PromisedLetter>()
  const open = new Set<Letter>()
  let count = 0
  let moment = 0
  const write = (thread: Letter | null): Letter => {
    count += 1
    const subject = thread?.subject ?? `Zip ${count}`
    return { subject, body: `message ${count}`, requestId: newToken(), token: newToken(), thread }
  }
  const keep = (letter: Letter) => {
    moment += 1
    const { body } = letter
    if (!shown.has(letter)) shown.set(letter, { body, pressed: pressed.get(letter) ?? moment, shown: moment })
  }
  return {
    threads,
    open,
    isSafe: (letter) => shown.has(letter),
    safe: () => [...shown.keys()],
    write: () => write(null),
    reply: write,
    async send(instance, letter, attachments = []) {
      open.add(letter)
      moment += 1
      if (!pressed.has(letter)) pressed.set(letter, moment)
      const isSafe = await instance.until(accept(instance, letter, attachments))
      if (isSafe === false) throw new Error('a letter was taken for another')
      if (isSafe === 'dead') return false
      open.delete(letter)
      keep(letter)
      if (!letter.thread && !threads.includes(letter)) threads.push(letter)
      return true
    },
    async reuse(instance, letter) {
      count += 1
      const other = { ...letter, body: `message ${count}` }
      if ((await instance.until(accept(instance, other, []))) === true) keep(other)
    },
    async promised() {
      const parked = await heldUp()
      return threads.map(({ subject }) => ({
        subject,
        letters: [...shown].filter(([letter]) => letter.subject === subject).map(([, promised]) => promised),
        heldUp: parked,
      }))
    },
  }
}

/** False: the id stands for other words. @throws when the database does not take it: an honest error, and the text stays where it is. */
async function accept(
  { box, database }: Instance,
  { subject, body, requestId, token, thread, isMailed }: Letter,
  attachments: readonly Attachment[],
): Promise<boolean> {
  const message = { body, customer, ...(attachments.length > 0 && { attachments }) }
  if (!thread) {
    const conversation = { ...message, subject, channel: 'support', tags: ['contact-form'], data: {} }
    const tokens = [token] as const
    const accepted = await box.acceptRequest({
      form: 'support',
      requestId,
      tokens,
      typed: { body },
      conversation,
      ...(isMailed && { mail: { network: null } }),
    })
    return accepted.outcome === 'accepted'
  }
  const row = await database.kysely
    .selectFrom('thread')
    .select('id')
    .where('subject', '=', subject)
    .executeTakeFirstOrThrow()
  const accepted = await box.acceptReply({ threadId: row.id, requestId, message })
  return accepted.outcome === 'accepted'
}
