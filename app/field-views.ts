/** The fields of a form with the words that belong to them, ready to be handed to the browser. */
import { collectCountWords } from '#components/form/count-words.ts'
import type { CounterWords, FieldView } from '#components/form/field-view.ts'
import type { FormDefinition } from '#lib/form/definition.ts'
import type { BaseName, Field } from '#lib/form/field.ts'
import { addedFields } from '#lib/form/fields.ts'
import type { FieldSentences } from '#lib/form/rules.ts'
import { findShown, type Typed } from '#lib/form/shown.ts'
import { formatTag } from '#lib/i18n/format-tag.ts'
import type { Translate } from '#lib/i18n/translator.ts'
import { addedView } from './added-views.ts'
import { fieldOfReply, fieldsOfRequest } from './fields.ts'
import { whenViews } from './when-views.ts'

/**
 * The fields of a request to this form, in page order.
 * @param typed what stands in them; it decides which of them are asked for, where a browser cannot by itself.
 */
export function fieldViews(t: Translate, form: FormDefinition, typed: Typed = {}): FieldView[] {
  const fields = fieldsOfRequest(form)
  const added = new Map(addedFields(form).map((each) => [each.field.name, each]))
  const views = fields.map((field) => {
    const own = added.get(field.name)
    return own ? addedView(t, own, counterOf(t, field.maxLength)) : baseView(t, field, form)
  })
  return whenViews(t, { views, form, shown: findShown(fields, typed) })
}

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

function baseView(t: Translate, field: Field, form: FormDefinition): FieldView {
  const { minLength: min = 1, maxLength: max } = field
  const words = {
    topic: {
      sentences: { empty: t('fields.topic.empty'), gone: t('fields.topic.gone') },
      choices: form.topics.map(({ slug, label, hint }) => ({ value: slug, label, ...(hint && { hint }) })),
      choose: t('form.chooseTopic'),
    },
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
  } satisfies Record<BaseName, Omit<FieldView, 'field' | 'label'>>
  const name = baseNameOf(field)
  const { label, hint, placeholder } = form.base?.[name] ?? {}
  return {
    field,
    ...words[name],
    label: label ?? t(`fields.${name}.label`),
    ...(hint !== undefined && { hint }),
    ...(placeholder !== undefined && { placeholder }),
  }
}

function baseNameOf({ name }: Field): BaseName {
  if (name === 'topic' || name === 'subject' || name === 'message' || name === 'name') return name
  return 'email'
}

const sentencesOnly = (sentences: FieldSentences) => ({ sentences })

const counterOf = (t: Translate, max: number): CounterWords => ({
  limit: t('form.limit', { max }),
  left: collectCountWords(formatTag(t.locale), (count) => t('form.left', { count })),
  over: collectCountWords(formatTag(t.locale), (count) => t('form.over', { count })),
})
