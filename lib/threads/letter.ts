/** What every mail about threads is made of: the threads of its recipient, their language, and links made for this mail. */
import { sql } from 'kysely'
import type { Database } from '#lib/db/db.ts'
import { offerOf, type SupportDefinition } from '#lib/form/definition.ts'
import { chooseLocale, type Locale } from '#lib/i18n/locale.ts'
import { type Translate, translator } from '#lib/i18n/translator.ts'
import type { MailRow } from '#lib/mail/mail.ts'
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
  /** Whether a mailbox belongs to the team. */
  readonly isOwn: (address: string) => boolean
  /** What a message of staff says that its customer may read, by its id at the built-in helpdesk; null when there is none. */
  readonly answerAt: (messageId: string) => Promise<string | null>
  readonly nowMs: () => number
}

/** In the language of the conversation. */
export const wordsOf = (
  { support }: LetterSurroundings,
  { locale }: { readonly locale: string | null },
): Translate => translator(chooseLocale(offerOf(support()), { remembered: locale }))

/** Threads of the mail's recipient whose links still open something. */
export const openThreads = ({ database, nowMs }: LetterSurroundings, { recipient }: MailRow) =>
  database.kysely
    .selectFrom('thread')
    .select(['id', 'form', 'reference', 'customer_email', 'locale', 'created_ms', 'verified_ms'])
    .where(sql<boolean>`lower(customer_email) = lower(${recipient})`)
    .where('revoked_ms', 'is', null)
    .where('active_ms', '>', closedSinceMs(nowMs()))

/**
 * A further link rather than a new one in place of the old: whoever types somebody's address must not be able to close
 * their links, and a mail that does not arrive must not leave them with none.
 */
export async function mint(world: LetterSurroundings, mail: MailRow, threadId: string): Promise<string> {
  const token = mailedToken(world.appSecrets, mail.id, threadId)
  await addLink(world.database, { token, threadId, source: 'mail' }, world.nowMs())
  return world.threadUrl(token)
}

export const paragraphs = (texts: readonly string[]) => `${texts.join('\n\n')}\n`
