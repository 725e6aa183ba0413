/** The words around a form, on its own page and in a frame alike. */
import type { BriefWords, FieldView, FormWords } from '#components/form/field-view.ts'
import { support } from '#lib/form/support.ts'
import type { Translate } from '#lib/i18n/translator.ts'
import { sendingWords } from './sending-words.ts'
import { whenWords } from './when-views.ts'

export const headingOf = (t: Translate) => t('form.heading', { brand: support(t.locale).brand.name })
export const titleOf = (t: Translate) =>
  t('page.title', { title: headingOf(t), brand: support(t.locale).brand.name })

/** @param title of the page. */
export function formWords(t: Translate, title: string, fields: readonly FieldView[]): FormWords {
  return {
    title,
    errorTitle: t('form.errorTitle', { title }),
    intro: t('form.intro'),
    optional: t('form.optional'),
    // One more than there are fields: the attachments.
    summaries: Array.from({ length: fields.length + 1 }, (_, index) =>
      t('form.summary', { count: index + 1 }),
    ),
    ...(fields.some(({ when }) => when) && { when: whenWords(t) }),
    privateLink: t('form.privateLink'),
    ...sendingWords(t),
  }
}

/** The one line that sums up mistakes in a frame. */
export function briefWords(t: Translate, fieldCount: number): BriefWords {
  const label = '{label}'
  return {
    // One more than there are fields: the attachments.
    sentences: Array.from({ length: fieldCount + 1 }, (_, index) =>
      t('form.brief', { count: index + 1, label }),
    ),
    attachments: t('fields.attachments.label'),
  }
}
