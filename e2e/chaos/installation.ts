/** Deskbell on one store and before one helpdesk: its processes live, die, and are started again. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import type { Database } from '#lib/db/db.ts'
import { createDiskFiles } from '#lib/files/disk.ts'
import { createLinks } from '#lib/files/link.ts'
import { createUploads, type Uploads } from '#lib/files/uploads.ts'
import { createBuiltinHelpdesk } from '#lib/helpdesk/builtin/server.ts'
import { createReamaze } from '#lib/helpdesk/reamaze/adapter.ts'
import { announceByMail } from '#lib/mail/announcements.ts'
import type { MailRow } from '#lib/mail/mail.ts'
import type { Transport } from '#lib/mail/transport.ts'
import { createMailWorker, type MailWorker } from '#lib/mail/worker.ts'
import { createOutbox, type Outbox } from '#lib/outbox/outbox.ts'
import type { Store } from './engines.ts'
import { baseUrl, type ChaosHelpdesk, credentials } from './helpdesk.ts'
import { type Fate, type Life, startLife } from './life.ts'
import { watchDialect } from './watched-dialect.ts'
import { closeFilesOf, watchFiles } from './watched-files.ts'

/** One process. */
export interface Instance {
  readonly life: Life
  readonly box: Outbox
  readonly uploads: Uploads
  readonly mailer: MailWorker
  readonly database: Database
  /** What `work` comes to, or `dead` if this process dies over it. */
  until<Value>(work: Promise<Value>): Promise<Value | 'dead'>
  /** Ends it as a power cut does. */
  kill(): Promise<void>
}

export interface Installation {
  readonly store: Store
  start(fate?: Fate | null): Instance
  /** Takes part in nothing: for looking at what there is. */
  readonly spectator: Database
  /** The ids of all mails that the mail server has taken. */
  readonly post: readonly string[]
  close(): Promise<void>
}

const silent = pino({ level: 'silent' })
// The built-in helpdesk has no log of its own to be given.
globalThis.deskbellLog = silent

/** @param helpdesk null: the built-in one, in the same store. @param post what the mail server has taken before. */
export function createInstallation(
  store: Store,
  helpdesk: ChaosHelpdesk | null,
  nowMs: () => number,
  post: string[] = [],
): Installation {
  const spectator = store.open()
  return {
    store,
    spectator,
    post,
    start(fate = null) {
      const life = startLife(fate)
      watchFiles(life)
      const database = store.open((dialect) => watchDialect(dialect, life))
      // A dead process holds no lock, while others go on.
      void life.death.then(() => store.cutOff(database))
      const world = { database, log: silent, nowMs }
      const box = createOutbox({
        ...world,
        random: Math.random,
        helpdesk: adapterOf(life, database, helpdesk, nowMs),
      })
      return {
        life,
        box,
        database,
        uploads: uploadsOf(store.folder, database, nowMs),
        mailer: createMailWorker({ ...world, transport: transportOf(life, post), writers }),
        until: (work) => Promise.race([work, life.death]),
        async kill() {
          life.end()
          watchFiles(null)
          await closeFilesOf(life)
          await store.cutOff(database)
        },
      }
    },
    async close() {
      await spectator.close()
      await store.remove()
    },
  }
}

/** A mail server that takes everything, as long as somebody lives to hand it over. */
const transportOf = (life: Life, post: string[]): Transport => ({
  send: (id) =>
    life.effect('hand over a mail', async () => {
      post.push(id)
      return null
    }),
  verify: async () => null,
})

const write = async ({ recipient }: MailRow) => ({
  to: recipient,
  subject: 'Your link',
  text: 'Fixed words.',
})
const writers = { opened: write, links: write, answered: write, answer: write, notice: write, flood: write }

function adapterOf(life: Life, database: Database, helpdesk: ChaosHelpdesk | null, nowMs: () => number) {
  if (!helpdesk) {
    const builtin = createBuiltinHelpdesk({
      database,
      staff: [{ name: 'Support team', ...credentials }],
      channels: [{ slug: 'support', name: 'Support', email: 'support@example.com' }],
      publicUrl: 'https://brand.example',
      announce: announceByMail([], nowMs),
      now: nowMs,
    })
    const call: typeof fetch = (input, init) => builtin(new Request(input, init))
    return createReamaze({ baseUrl, ...credentials, fetch: call, idempotentCreate: true, inProcess: true })
  }
  // One call is two effects: it may die before the helpdesk has it, or before we have the answer.
  const call: typeof fetch = (input, init) =>
    life.effect(`${init?.method ?? 'GET'} at the helpdesk`, () => helpdesk.fetch(input, init))
  return createReamaze({ baseUrl, ...credentials, fetch: call })
}

function uploadsOf(dataFolder: string, database: Database, nowMs: () => number): Uploads {
  const folder = join(dataFolder, 'uploads')
  mkdirSync(folder, { recursive: true })
  return createUploads({
    database,
    files: createDiskFiles(folder),
    links: createLinks('https://help.example.com', ['s'.repeat(32)]),
    incoming: join(folder, 'incoming'),
    scan: null,
    allowZip: false,
    retentionMs: 90 * 86_400_000,
    log: silent,
    nowMs,
  })
}
