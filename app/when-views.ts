/** When each field is asked for, in words and for the browser: those of a topic stand together under its name. */
import { collectCountWords } from '#components/form/count-words.ts'
import type { FieldView, WhenView, WhenWords } from '#components/form/field-view.ts'
import { type Condition, fieldConditionsIn } from '#lib/form/condition.ts'
import { isStyled } from '#lib/form/condition-style.ts'
import type { FormDefinition } from '#lib/form/definition.ts'
import { addedFields } from '#lib/form/fields.ts'
import { formatChoice, isolated } from '#lib/i18n/format.ts'
import { formatTag } from '#lib/i18n/format-tag.ts'
import type { Translate } from '#lib/i18n/translator.ts'

interface Asked {
  readonly views: readonly FieldView[]
  readonly form: FormDefinition
  /** The names of the fields that are asked for as the form stands. */
  readonly shown: ReadonlySet<string>
}

/** What is said when answers change which questions there are; the browser fills in their labels. */
export const whenWords = (t: Translate): WhenWords => ({
  shown: collectCountWords(formatTag(t.locale), (count) =>
    t('fields.when.shown', { count, labels: '{labels}' }),
  ),
  gone: collectCountWords(formatTag(t.locale), (count) => t('fields.when.gone', { count })),
  update: t('fields.when.update'),
  updateHint: t('fields.when.updateHint'),
})

/** The views with what is to be known of their conditions. */
export function whenViews(t: Translate, { views, form, shown }: Asked): FieldView[] {
  const fields = views.map(({ field }) => field)
  const topics = new Map(addedFields(form).map(({ field, topic }) => [field.name, topic]))
  return views.map((view) => {
    const { name, when } = view.field
    const topic = topics.get(name)
    if (!when) return view
    const whenView: WhenView = {
      words: topic ? t('fields.when.topic', { topic: isolated(topic.label) }) : whenSentence(t, when, views),
      by: isStyled(fields, name) ? 'style' : 'script',
      isMet: shown.has(name),
    }
    const group = topic && {
      id: topic.slug,
      legend: t('fields.when.about', { topic: isolated(topic.label) }),
    }
    return { ...view, when: whenView, ...(group && { group }) }
  })
}

function whenSentence(t: Translate, when: Condition, views: readonly FieldView[]): string {
  const conditions = fieldConditionsIn(when)
  const viewOf = (name: string) => views.find(({ field }) => field.name === name)
  const [only, ...others] = conditions
  if (only && others.length === 0 && when === only) {
    const answers = [only.equals, ...(only.in ?? []), only.contains].filter((answer) => answer !== undefined)
    const asked = viewOf(only.field)
    const labels = answers.flatMap(
      (answer) => asked?.choices?.find(({ value }) => value === `${answer}`)?.label ?? [],
    )
    if (asked && labels.length > 0)
      return t('fields.when.answer', {
        label: isolated(asked.label),
        answers: isolated(formatChoice(t.locale, labels)),
      })
  }
  const labels = new Set(conditions.map(({ field }) => viewOf(field)?.label ?? ''))
  return t('fields.when.some', { labels: isolated(formatChoice(t.locale, [...labels])) })
}
