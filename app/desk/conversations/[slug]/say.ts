/** The box in which staff answer or leave a note: its words, and what it came back with. */

import type { AnswerFilesProps } from '#components/desk/answer-files.tsx'
import type { DeskConversation } from '#lib/desk/conversation.ts'
import type { SavedReply } from '#lib/desk/saved-replies.ts'
import { findKeptForm } from '#lib/guard/kept-form.ts'
import { isolated } from '#lib/i18n/format.ts'
import type { StaffTranslate } from '#lib/i18n/staff.ts'
import { renderMessage } from '#lib/markup/markup.ts'
import { newToken } from '#lib/threads/access.ts'
import { fieldOfReply } from '../../../fields.ts'

/** Where a box that came back is kept: at its own conversation. */
export const keptSayPlace = (slug: string) => `desk:${slug}`

export interface SayStart {
  readonly requestId: string
  readonly kind: 'answer' | 'note'
  readonly text: string
  readonly errors: Readonly<Record<string, string>>
  readonly notice: string | null
  /** They asked how it will look. */
  readonly isPreview: boolean
  /** The ids of the files that came with it. */
  readonly uploads: readonly string[]
}

/** As the staff member left it, if it came back to them. */
export async function startOf(slug: string, { again }: Readonly<Record<string, unknown>>): Promise<SayStart> {
  const kept = await findKeptForm(keptSayPlace(slug), again, Date.now())
  if (!kept)
    return {
      requestId: newToken(),
      kind: 'answer',
      text: '',
      errors: {},
      notice: null,
      isPreview: false,
      uploads: [],
    }
  const { requestId, values, errors, notice, uploads } = kept
  return {
    requestId,
    kind: values.kind === 'note' ? 'note' : 'answer',
    text: values.message ?? '',
    errors,
    notice,
    isPreview: values.preview !== undefined,
    uploads,
  }
}

export function sayOf(
  t: StaffTranslate,
  { slug, customer, messageCount }: DeskConversation,
  start: SayStart,
  {
    target,
    said,
    files,
    replies,
    allReplies,
  }: {
    readonly target: string
    readonly said: unknown
    readonly files: AnswerFilesProps
    readonly replies: readonly SavedReply[]
    /** The address where they are written. */
    readonly allReplies: string
  },
) {
  const boxOf = (kind: SayStart['kind']) => {
    const isBack = start.kind === kind
    return {
      requestId: isBack ? start.requestId : newToken(),
      place: `${slug} ${kind}`,
      isSent: said === kind,
      text: isBack ? start.text : '',
      mistake: (isBack && start.errors.message) || null,
      notice: isBack ? start.notice : null,
    }
  }
  return {
    target,
    seen: messageCount,
    said: said === 'answer' ? t('answer.sent') : said === 'note' ? t('note.added') : null,
    answer: {
      ...boxOf('answer'),
      files,
      filesMistake: start.errors.attachments ?? null,
      replies: {
        label: t('replies.label'),
        none: t('replies.choose'),
        replies,
        insert: t('replies.insert'),
        all: { href: allReplies, words: t('replies.heading') },
      },
      preview: start.isPreview
        ? { heading: t('answer.previewHeading'), drawn: renderMessage(start.text) }
        : null,
      words: {
        heading: t('answer.heading'),
        label: t('answer.label', { name: isolated(customer.name || customer.email) }),
        hint: t('answer.hint'),
        preview: t('answer.preview'),
        send: t('answer.send'),
        sendDone: t('answer.sendDone'),
      },
    },
    note: {
      ...boxOf('note'),
      words: {
        summary: t('note.summary'),
        label: t('note.label'),
        hint: t('note.hint'),
        send: t('note.send'),
      },
    },
  }
}

/** How long a message may be: as long as a customer's. */
export const maxSayLength = () => fieldOfReply().maxLength
