/** The process's mail: what goes out, in whose name, and where its links lead. */
import { database } from '#lib/db/open.ts'
import { environment } from '#lib/env/env.ts'
import { support } from '#lib/form/support.ts'
import { log } from '#lib/log/log.ts'
import { createSmtp } from '#lib/mail/transport.ts'
import { createMailWorker, type MailWorker } from '#lib/mail/worker.ts'
import { createLetters } from '#lib/threads/letters.ts'
import { threadPath } from './paths.ts'

/** Null when no mail server is set. */
export async function createMailer(): Promise<MailWorker | null> {
  const { mail, appUrl, appSecrets } = environment()
  if (!mail) return null
  const store = await database()
  const writers = createLetters({
    database: store,
    support,
    appSecrets,
    threadUrl: (token) => appUrl + threadPath(token),
    nowMs: Date.now,
  })
  return createMailWorker({
    database: store,
    transport: createSmtp(mail),
    writers,
    log: log(),
    nowMs: Date.now,
  })
}
