/** Mail about an answer: its words where the address is known to be the customer's own, else that there is one. */
import { z } from 'zod'
import type { AnswerContent } from '#lib/mail/announcements.ts'
import type { Letter, MailRow } from '#lib/mail/mail.ts'
import { type LetterSurroundings, mint, openThreads, paragraphs, wordsOf } from './letter.ts'

/** Fixed words and a link: the address may be anybody's. */
export async function writeAnswered(world: LetterSurroundings, mail: MailRow): Promise<Letter | null> {
  const [thread] = await openThreads(world, mail).where('id', '=', mail.thread_id).execute()
  if (!thread) return null
  const t = wordsOf(world, thread)
  const { name: brand } = world.support(t.locale).brand
  return {
    to: thread.customer_email,
    subject: t('mail.answered.subject', { brand }),
    text: paragraphs([
      `${t('mail.answered.link', { brand })}\n${await mint(world, mail, thread.id)}`,
      t('mail.answered.confirm'),
      t('mail.private'),
      t('mail.opened.reference', { reference: thread.reference }),
      t('mail.opened.unknown', { brand }),
    ]),
  }
}

/** The answer itself. Its words stand in the body alone: no header has anything in it that somebody typed. */
export async function writeAnswer(world: LetterSurroundings, mail: MailRow): Promise<Letter | null> {
  const [thread] = await openThreads(world, mail).where('id', '=', mail.thread_id).execute()
  if (!thread || thread.verified_ms === null) return null
  const words = await world.answerAt(messageIn(mail))
  if (words === null) return null
  const t = wordsOf(world, thread)
  const { name: brand } = world.support(t.locale).brand
  const { reference } = thread
  return {
    to: thread.customer_email,
    subject: t('mail.answer.subject', { brand, reference }),
    text: paragraphs([
      t('mail.answer.wrote', { brand }),
      words.trim(),
      '--',
      `${t('mail.answer.reply')}\n${await mint(world, mail, thread.id)}`,
      t('mail.private'),
      t('mail.opened.reference', { reference }),
    ]),
  }
}

const answerContent: z.ZodType<AnswerContent> = z.object({ message: z.string() })

const messageIn = ({ content }: MailRow) => answerContent.parse(JSON.parse(content ?? '')).message
