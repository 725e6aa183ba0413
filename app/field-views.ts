/** The fields of a form with the words that belong to them, ready to be handed to the browser. */
import { collectCountWords } from '#components/form/count-words.ts'
import type { CounterWords, FieldView } from '#components/form/field-view.ts'
import type { Field, FieldName, FormDefinition } from '#lib/form/definition.ts'
import type { FieldSentences } from '#lib/form/rules.ts'
import { formatTag } from '#lib/i18n/format-tag.ts'
import type { Translate } from '#lib/i18n/translator.ts'
import { fieldOfReply, fieldsOfRequest } from './fields.ts'

/** The fields of a request to this form, in page order. */
export const fieldViews = (t: Translate, form: FormDefinition): FieldView[] =>
  fieldsOfRequest().map((field) => viewOf(t, field, form))

/** The one field of a reply. */
export function replyView(t: Translate): FieldView {
  const field = fieldOfReply()
  const { minLength: min = 1, maxLength: max } = field
  return {
    field,
    label: t('fields.reply.label'),
    sentences: {
      empty: t('fields.reply.empty'),
      short: t('fields.reply.short', { min }),
      long: t('fields.reply.long', { max }),
    },
    counter: counterOf(t, max),
  }
}

function viewOf(t: Translate, field: Field, form: FormDefinition): FieldView {
  const { minLength: min = 1, maxLength: max } = field
  const words = {
    topic: { sentences: { gone: t('fields.topic.gone') }, topics: form.topics },
    subject: sentencesOnly({ empty: t('fields.subject.empty'), long: t('fields.subject.long', { max }) }),
    message: {
      hint: t('fields.message.hint'),
      sentences: {
        empty: t('fields.message.empty'),
        short: t('fields.message.short', { min }),
        long: t('fields.message.long', { max }),
      },
      counter: counterOf(t, max),
    },
    name: sentencesOnly({ empty: t('fields.name.empty'), long: t('fields.name.long', { max }) }),
    email: {
      hint: t('fields.email.hint'),
      sentences: {
        empty: t('fields.email.empty'),
        long: t('fields.email.long', { max }),
        malformed: t('fields.email.malformed'),
        several: t('fields.email.several'),
      },
    },
  } satisfies Record<FieldName, Omit<FieldView, 'field' | 'label'>>
  return { field, label: t(`fields.${field.name}.label`), ...words[field.name] }
}

const sentencesOnly = (sentences: FieldSentences) => ({ sentences })

const counterOf = (t: Translate, max: number): CounterWords => ({
  limit: t('form.limit', { max }),
  left: collectCountWords(formatTag(t.locale), (count) => t('form.left', { count })),
  over: collectCountWords(formatTag(t.locale), (count) => t('form.over', { count })),
})
