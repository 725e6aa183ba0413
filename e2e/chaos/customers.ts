/** Customers who press Send until they are told that their message is safe, and remember what they were told. */
import { newToken } from '#lib/threads/access.ts'
import { attachmentsOf } from './attachments.ts'
import type { Instance } from './installation.ts'
import type { Promised, PromisedLetter } from './ledger.ts'
import { acceptRequest, customer, newStamp } from './requests.ts'

export interface Customers {
  /** Writes a new request; it is not sent yet. */
  write(): Letter
  /** Writes a reply to a conversation that was acknowledged. */
  reply(thread: Letter): Letter
  /** Whether its customer was told that it is safe, and will not press again. */
  isSafe(letter: Letter): boolean
  /** Presses Send once, with the files of these ids. @returns whether "sent" or "saved" was shown. */
  send(instance: Instance, letter: Letter, files?: readonly string[]): Promise<boolean>
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
  /** Others, who have lived through the same up to now. */
  copy(heldUp: HeldUp): Customers
}

/** Bodies of what a person has to look at, or had to. */
type HeldUp = () => Promise<ReadonlySet<string>>

export interface Letter {
  readonly subject: string
  readonly body: string
  readonly requestId: string
  readonly token: string
  readonly stamp: string
  /** Null: a new request. */
  readonly thread: Letter | null
  /** Its link is to be mailed. */
  readonly isMailed?: true
}

interface Memory {
  readonly threads: readonly Letter[]
  readonly pressed: ReadonlyMap<Letter, number>
  readonly shown: ReadonlyMap<Letter, PromisedLetter>
  readonly open: ReadonlySet<Letter>
  /** How many letters were written, and how many things happened. */
  readonly count: number
  readonly moment: number
}

const nothing: Memory = {
  threads: [],
  pressed: new Map(),
  shown: new Map(),
  open: new Set(),
  count: 0,
  moment: 0,
}

export function createCustomers(heldUp: HeldUp, memory: Memory = nothing): Customers {
  const threads = [...memory.threads]
  const pressed = new Map(memory.pressed)
  const shown = new Map(memory.shown)
  const open = new Set(memory.open)
  let { count, moment } = memory
  const write = (thread: Letter | null): Letter => {
    count += 1
    const subject = thread?.subject ?? `Zip ${count}`
    const ids = { requestId: newToken(), token: newToken(), stamp: newStamp() }
    return { subject, body: `message ${count}`, ...ids, thread }
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
    copy: (heldUpThere) => createCustomers(heldUpThere, { threads, pressed, shown, open, count, moment }),
    write: () => write(null),
    reply: write,
    async send(instance, letter, files = []) {
      open.add(letter)
      moment += 1
      if (!pressed.has(letter)) pressed.set(letter, moment)
      const isSafe = await instance.until(accept(instance, letter, files))
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
async function accept(instance: Instance, letter: Letter, files: readonly string[]): Promise<boolean> {
  const { subject, body, requestId, thread } = letter
  if (!thread) return (await acceptRequest(instance, letter, files)).outcome === 'accepted'
  const row = await instance.database.kysely
    .selectFrom('thread')
    .select('id')
    .where('subject', '=', subject)
    .executeTakeFirstOrThrow()
  const message = { body, customer, ...(await attachmentsOf(instance, files, requestId)) }
  const accepted = await instance.box.acceptReply({ threadId: row.id, requestId, message })
  return accepted.outcome === 'accepted'
}
