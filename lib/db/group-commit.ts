/** Group commit: what is written within one turn of the event loop shares one transaction, and so one sync of the disk. */
import { setImmediate } from 'node:timers'
import { createTurn } from './turn.ts'

/** What a group needs of SQLite. */
export interface Commands {
  /** @throws what the database says. */
  run(command: 'begin immediate' | 'commit' | 'rollback' | Savepoint): void
  /** Some errors end a transaction by themselves. */
  isInTransaction(): boolean
  /** Tries again while another process has the lock; this one goes on meanwhile. @throws when that takes too long. */
  patiently<Value>(work: () => Promise<Value> | Value): Promise<Value>
}

type Savepoint = `${'savepoint' | 'rollback to' | 'release'} member`

export interface GroupCommit {
  /**
   * One statement by itself. It sees what others of its group have written, so it settles as they do: once that is on
   * disk. @throws what `work` throws, and has then done nothing; what the commit throws.
   */
  once<Value>(kind: 'reads' | 'writes', work: () => Promise<Value>): Promise<Value>
  /** Begins a transaction of several statements: until its end nobody else gets in between. @throws what the database says. */
  begin(): Promise<void>
  /** One of them. @throws what `work` throws. */
  within<Value>(work: () => Promise<Value>): Promise<Value>
  /** Ends it; settles once it is on disk. @throws when it is not: then nothing of the whole group is. */
  commit(): Promise<void>
  /** Ends it as if it had never been. */
  rollback(): Promise<void>
  /** Commits what is there and keeps everybody else out until `leave`. */
  enterAlone(): Promise<void>
  leave(): void
}

/** Members come one after the other, each atomic by itself; what they share is the end, and nobody hears of a member before it. */
export function createGroupCommit({ run, isInTransaction, patiently }: Commands): GroupCommit {
  const turn = createTurn()
  let isOpen = false
  /** Those who have done their part and wait for the commit. */
  let members: PromiseWithResolvers<void>[] = []
  /** The transaction under way has others before it in its group. */
  let isNested = false
  let isDue = false

  async function open(): Promise<void> {
    await patiently(() => run('begin immediate'))
    isOpen = true
    // Whatever is ready to be written by then comes along; where nothing is, nobody has waited.
    setImmediate(() => {
      if (turn.isTaken()) isDue = true
      else close()
    })
  }

  function close(): void {
    isDue = false
    if (!isOpen) return
    try {
      run('commit')
      settle((member) => member.resolve())
    } catch (error) {
      fail(error)
    }
  }

  function fail(error: unknown): void {
    try {
      if (isInTransaction()) run('rollback')
    } finally {
      settle((member) => member.reject(error))
    }
  }

  function settle(how: (member: PromiseWithResolvers<void>) => void): void {
    const all = members
    isOpen = false
    members = []
    all.forEach(how)
  }

  function join(): Promise<void> | null {
    if (!isOpen) return null
    const member = Promise.withResolvers<void>()
    members.push(member)
    return member.promise
  }

  function leave(): void {
    if (isDue) close()
    turn.pass()
  }

  /** An error that has ended the transaction has undone what all members wrote. */
  async function checked<Value>(work: () => Promise<Value>): Promise<Value> {
    try {
      return await work()
    } catch (error) {
      if (isOpen && !isInTransaction()) fail(error)
      throw error
    }
  }

  /** Does the caller's part in the turn they have, then lets the next one in. */
  async function leaving<Value>(work: () => Promise<Value> | Value): Promise<Value> {
    try {
      return await work()
    } finally {
      leave()
    }
  }

  return {
    async once(kind, work) {
      await turn.take()
      const { value, end } = await leaving(async () => {
        if (kind === 'writes' && !isOpen) await open()
        return { value: isOpen ? await checked(work) : await patiently(work), end: join() }
      })
      await end
      return value
    },
    async begin() {
      await turn.take()
      try {
        isNested = isOpen
        if (isNested) run('savepoint member')
        else await open()
      } catch (error) {
        leave()
        throw error
      }
    },
    async within(work) {
      if (!isOpen) throw new Error(isLost)
      return checked(work)
    },
    async commit() {
      const { end } = await leaving(async () => {
        if (!isOpen) throw new Error(isLost)
        if (isNested) await checked(async () => run('release member'))
        return { end: join() }
      })
      await end
    },
    rollback: () =>
      leaving(() => {
        if (!isOpen) return
        isOpen = isNested
        if (!isNested) return run('rollback')
        run('rollback to member')
        run('release member')
      }),
    async enterAlone() {
      await turn.take()
      close()
    },
    leave,
  }
}

const isLost = 'an error has ended this transaction before its end'
