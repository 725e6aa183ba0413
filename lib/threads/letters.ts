/**
 * What mail about threads says. To addresses that nobody has verified: fixed words, our own references and links, and
 * nothing that anybody typed (security.md 2.10).
 */
import { formAt } from '#lib/form/definition.ts'
import { formatDate } from '#lib/i18n/format.ts'
import type { Letter, MailRow, Writers } from '#lib/mail/mail.ts'
import { writeAnswer, writeAnswered } from './answer-letters.ts'
import { type LetterSurroundings, mint, openThreads, paragraphs, wordsOf } from './letter.ts'

/** Writers for all mail to customers. None goes to a mailbox of the team's own: it would come in as another request. */
export function createLetters(
  world: LetterSurroundings,
): Pick<Writers, 'opened' | 'links' | 'answered' | 'answer'> {
  type Write = (world: LetterSurroundings, mail: MailRow) => Promise<Letter | null>
  const unlessOwn = (write: Write) => async (mail: MailRow) =>
    world.isOwn(mail.recipient) ? null : write(world, mail)
  return {
    opened: unlessOwn(writeOpened),
    links: unlessOwn(writeLinks),
    answered: unlessOwn(writeAnswered),
    answer: unlessOwn(writeAnswer),
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
