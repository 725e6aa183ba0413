/** The words around a field that the operator has added: their own, and for mistakes their label, a colon, what to do. */
import type { CounterWords, FieldView } from '#components/form/field-view.ts'
import { type Field, maxRecipients } from '#lib/form/field.ts'
import { type AddedField, optionsOf } from '#lib/form/fields.ts'
import type { FieldSentences } from '#lib/form/rules.ts'
import { formatDate, formatNumber, isolated } from '#lib/i18n/format.ts'
import type { Translate } from '#lib/i18n/translator.ts'

/** @param counter for a field that turns out to be a long text. */
export function addedView(t: Translate, added: AddedField, counter: CounterWords): FieldView {
  const { definition, field } = added
  const { kind, label = '', hint, placeholder } = definition
  const options = optionsOf(definition)
  return {
    field,
    label,
    ...(hint !== undefined && { hint }),
    ...(placeholder !== undefined && { placeholder }),
    ...(options.length > 0 && kind !== 'hidden' && { choices: options }),
    ...(kind === 'select' && { choose: t('fields.custom.choose') }),
    ...(kind === 'multiline' && { counter }),
    sentences: kind === 'hidden' ? {} : sentencesOf(t, added),
  }
}

function sentencesOf(t: Translate, { definition, field }: AddedField): FieldSentences {
  const label = isolated(definition.label ?? '')
  const { minLength: min = 1, maxLength: max, choices } = field
  const { example = '', message } = definition.pattern ?? {}
  return {
    ...(field.required && { empty: t(`fields.custom.${emptyKey(field)}`, { label }) }),
    ...(choices && { gone: t('fields.custom.gone', { label }) }),
    long: t('fields.custom.long', { label, max }),
    ...(min > 1 && { short: t('fields.custom.short', { label, min }) }),
    ...(definition.pattern && {
      mispatterned: message ?? t('fields.custom.pattern', { label, example: isolated(example) }),
    }),
    ...formatSentences(t, field, label),
  }
}

function emptyKey({ kind, choices }: Field) {
  if (kind === 'checkbox' || kind === 'consent') return 'unticked'
  return choices ? 'unselected' : 'empty'
}

function formatSentences(t: Translate, field: Field, label: string): FieldSentences {
  switch (field.kind) {
    case 'email':
      return emailSentences(t, field, label)
    case 'phone':
      return { malformed: t('fields.custom.phone', { label, example: isolated('+49 30 1234567') }) }
    case 'url':
      return { malformed: t('fields.custom.address', { label, example: isolated('https://example.com') }) }
    case 'number':
      return numberSentences(t, field, label)
    case 'date':
      return dateSentences(t, field, label)
    case 'multiselect':
      return {
        low: t('fields.custom.few', { label, min: Number(field.min ?? 1) }),
        high: t('fields.custom.many', { label, max: Number(field.max ?? 1) }),
      }
    default:
      return {}
  }
}

function emailSentences(t: Translate, { max }: Field, label: string): FieldSentences {
  if (max === undefined)
    return { malformed: t('fields.custom.email', { label }), several: t('fields.custom.oneEmail', { label }) }
  const sentence = t('fields.custom.emails', { label, max: maxRecipients })
  return { malformed: sentence, high: sentence }
}

function numberSentences(t: Translate, { min, max, whole }: Field, label: string): FieldSentences {
  const [low = '', high = ''] = [min, max].map((bound) => isolated(formatNumber(t.locale, Number(bound))))
  const range =
    min !== undefined && max !== undefined
      ? t('fields.custom.numberBetween', { label, min: low, max: high })
      : min !== undefined
        ? t('fields.custom.numberFrom', { label, min: low })
        : t('fields.custom.numberTo', { label, max: high })
  return {
    malformed: t(whole ? 'fields.custom.wholeNumber' : 'fields.custom.number', { label }),
    low: range,
    high: range,
  }
}

function dateSentences(t: Translate, { min, max }: Field, label: string): FieldSentences {
  const [low = '', high = ''] = [min, max].map((bound) => isolated(formatDay(t, bound)))
  const range =
    min !== undefined && max !== undefined
      ? t('fields.custom.dateBetween', { label, min: low, max: high })
      : min !== undefined
        ? t('fields.custom.dateFrom', { label, min: low })
        : t('fields.custom.dateTo', { label, max: high })
  return {
    malformed: t('fields.custom.date', { label, example: isolated('2026-01-31') }),
    low: range,
    high: range,
  }
}

const formatDay = ({ locale }: Translate, day: number | string | undefined) =>
  typeof day === 'string' ? formatDate(locale, 'UTC', Date.parse(day)) : ''
