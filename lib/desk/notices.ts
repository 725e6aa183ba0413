/** Mail to staff: that there is something new at the desk, in the operator's words and ours; what customers wrote stays there. */
import { z } from 'zod'
import type { SupportDefinition } from '#lib/form/definition.ts'
import type { StaffTranslate } from '#lib/i18n/staff.ts'
import type { NoticeContent } from '#lib/mail/announcements.ts'
import type { Letter, MailRow, Writers } from '#lib/mail/mail.ts'

export interface NoticeSurroundings {
  readonly support: () => SupportDefinition
  /** The words of the desk in the operator's language. */
  readonly words: () => StaffTranslate
  /** The address of the desk, or where it finds this reference. */
  readonly deskUrl: (reference: string | null) => string
}

export const createNotices = (world: NoticeSurroundings): Pick<Writers, 'notice' | 'flood'> => ({
  notice: async (mail) => writeNotice(world, mail),
  flood: async (mail) => writeFlood(world, mail),
})

const noticeContent: z.ZodType<NoticeContent> = z.object({
  kind: z.enum(['request', 'reply']),
  reference: z.string().nullable(),
  channel: z.string(),
})

function writeNotice(
  { support, words, deskUrl }: NoticeSurroundings,
  { recipient, content }: MailRow,
): Letter {
  const { kind, reference, channel } = noticeContent.parse(JSON.parse(content ?? ''))
  const t = words()
  const { brand, channels } = support()
  const place = channels.find(({ slug }) => slug === channel)?.name ?? channel
  return {
    to: recipient,
    subject: t(`mail.${kind}.subject`, { brand: brand.name, reference: reference ?? '' }).trim(),
    text: `${t(`mail.${kind}.sentence`, { channel: place })}\n\n${t('mail.open')}\n${deskUrl(reference)}\n`,
  }
}

function writeFlood({ support, words, deskUrl }: NoticeSurroundings, { recipient }: MailRow): Letter {
  const t = words()
  return {
    to: recipient,
    subject: t('mail.flood.subject', { brand: support().brand.name }),
    text: `${t('mail.flood.sentence')}\n\n${t('mail.open')}\n${deskUrl(null)}\n`,
  }
}
