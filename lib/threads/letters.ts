/** What mail about threads says: fixed words, our own references and links, and nothing that anybody typed (security.md 2.10). */
import { sql } from 'kysely'
import type { Database } from '#lib/db/db.ts'
import { formAt, offerOf, type SupportDefinition } from '#lib/form/definition.ts'
import { formatDate } from '#lib/i18n/format.ts'
import { chooseLocale, type Locale } from '#lib/i18n/locale.ts'
import { type Translate, translator } from '#lib/i18n/translator.ts'
import type { Letter, MailRow, Writers } from '#lib/mail/mail.ts'
import { mailedToken } from '#lib/signed/mailed-token.ts'
import { closedSinceMs } from './access.ts'
import { addLink } from './links.ts'

export interface LetterSurroundings {
  readonly database: Database
  /** The configuration, in a reader's language or the operator's own. */
  readonly support: (locale?: Locale) => SupportDefinition
  readonly appSecrets: readonly [string, ...string[]]
  /** The address of the thread that `token` opens. */
  readonly threadUrl: (token: string) => string
  readonly nowMs: () => number
}

/** Writers for the mail that goes to addresses nobody has verified. */
export function createLetters(world: LetterSurroundings): Writers {
  return {
    opened: (mail) => writeOpened(world, mail),
    links: (mail) => writeLinks(world, mail),
  }
}

async function writeOpened(world: LetterSurroundings, mail: MailRow): Promise<Letter | null> {
  const [thread] = await openThreads(world, mail).where('id', '=', mail.thread_id).execute()
  if (!thread) return null
  const t = wordsOf(world, thread)
  const { name: brand } = world.support(t.locale).brand
  return {
    to: thread.customer_email,
    subject: t('mail.opened.subject', { brand }),
    text: paragraphs([
      `${t('mail.opened.link', { brand })}\n${await mint(world, mail, thread.id)}`,
      t('mail.private'),
      t('mail.opened.reference', { reference: thread.reference }),
      t('mail.opened.unknown', { brand }),
    ]),
  }
}

/** Asked for with an address: it goes to that address as its customer gave it, whoever asked and however they wrote it. */
async function writeLinks(world: LetterSurroundings, mail: MailRow): Promise<Letter | null> {
  const threads = await openThreads(world, mail).orderBy('active_ms', 'desc').limit(mostLinks).execute()
  const [newest] = threads
  if (!newest) return null
  const t = wordsOf(world, newest)
  const { name: brand } = world.support(t.locale).brand
  const items = threads.map(async ({ id, form, reference, created_ms }) => {
    const timeZone = formAt(world.support(), form)?.timeZone ?? 'UTC'
    const date = formatDate(t.locale, timeZone, created_ms)
    return `${t('mail.links.link', { reference, date })}\n${await mint(world, mail, id)}`
  })
  return {
    to: newest.customer_email,
    subject: t('mail.links.subject', { brand }),
    text: paragraphs([
      t('mail.links.links', { brand }),
      ...(await Promise.all(items)),
      t(threads.length === 1 ? 'mail.private' : 'mail.privateAll'),
      t('mail.links.unknown'),
    ]),
  }
}

const mostLinks = 20

/** In the language of the conversation. */
const wordsOf = (
  { support }: LetterSurroundings,
  { locale }: { readonly locale: string | null },
): Translate => translator(chooseLocale(offerOf(support()), { remembered: locale }))

/** Threads of the mail's recipient whose links still open something. */
const openThreads = ({ database, nowMs }: LetterSurroundings, { recipient }: MailRow) =>
  database.kysely
    .selectFrom('thread')
    .select(['id', 'form', 'reference', 'customer_email', 'locale', 'created_ms'])
    .where(sql<boolean>`lower(customer_email) = lower(${recipient})`)
    .where('revoked_ms', 'is', null)
    .where('active_ms', '>', closedSinceMs(nowMs()))

/**
 * A further link rather than a new one in place of the old: whoever types somebody's address must not be able to close
 * their links, and a mail that does not arrive must not leave them with none.
 */
async function mint(world: LetterSurroundings, mail: MailRow, threadId: string): Promise<string> {
  const token = mailedToken(world.appSecrets, mail.id, threadId)
  await addLink(world.database, { token, threadId, source: 'mail' }, world.nowMs())
  return world.threadUrl(token)
}

const paragraphs = (texts: readonly string[]) => `${texts.join('\n\n')}\n`
