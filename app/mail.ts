/** The process's mail: what goes out, in whose name, and where its links lead. */
import { database } from '#lib/db/open.ts'
import { createNotices } from '#lib/desk/notices.ts'
import { environment } from '#lib/env/env.ts'
import { offerOf } from '#lib/form/definition.ts'
import { support } from '#lib/form/support.ts'
import { readAnswer } from '#lib/helpdesk/builtin/answer.ts'
import { chooseLocale } from '#lib/i18n/locale.ts'
import { staffLocales, staffTranslator } from '#lib/i18n/staff.ts'
import { log } from '#lib/log/log.ts'
import { bucketOf } from '#lib/mail/address.ts'
import { createSmtp } from '#lib/mail/transport.ts'
import { createMailWorker, type MailWorker } from '#lib/mail/worker.ts'
import { createLetters } from '#lib/threads/letters.ts'
import { deskPath, threadPath, withQuery } from './paths.ts'

/** Null when no mail server is set. */
export async function createMailer(): Promise<MailWorker | null> {
  const { mail, appUrl, appSecrets } = environment()
  if (!mail) return null
  const store = await database()
  const own = [mail.from.address, ...support().channels.map(({ email }) => email)]
    .filter(Boolean)
    .map(bucketOf)
  const letters = createLetters({
    database: store,
    support,
    appSecrets,
    threadUrl: (token) => appUrl + threadPath(token),
    isOwn: (address) => own.includes(bucketOf(address)),
    answerAt: (messageId) => readAnswer(store.kysely, messageId),
    nowMs: Date.now,
  })
  const writers = { ...letters, ...createNotices({ support, words: staffWords, deskUrl }) }
  return createMailWorker({
    database: store,
    transport: createSmtp(mail),
    writers,
    log: log(),
    nowMs: Date.now,
  })
}

/** Staff read mail in the operator's own language. */
function staffWords() {
  const locale = chooseLocale(staffLocales, { remembered: offerOf(support())[0] })
  return staffTranslator(staffLocales.find((each) => each === locale) ?? staffLocales[0])
}

/** A search rather than the conversation's own address, which has words of the customer's in it. */
function deskUrl(reference: string | null): string {
  const { appUrl } = environment()
  const search = new URLSearchParams({ view: 'all', ...(reference && { q: reference }) })
  return appUrl + (reference ? withQuery(deskPath, search.toString()) : deskPath)
}
