/** What a customer may expect: how soon the team usually answers, or when it is back, and its hours in the days ahead. */
import type { OfficeHoursProps } from '#components/form/office-hours.tsx'
import type { FormDefinition } from '#lib/form/definition.ts'
import { backAtMs, weekAhead } from '#lib/form/office-hours.ts'
import type { Moment, Sentence } from '#lib/form/sentence.ts'
import { formatHours, formatMoment, formatOpening } from '#lib/i18n/format.ts'
import type { Translate } from '#lib/i18n/translator.ts'

/** The usual reply time while the team is there, else when it is back; null where neither is known. */
export function expectationOf(
  t: Translate,
  form: FormDefinition | null,
  say: { readonly back: (time: string) => string; readonly usual: (duration: string) => string },
): Sentence | null {
  const backMs = form?.officeHours ? backAtMs(form.officeHours, form.timeZone, Date.now()) : null
  if (form && backMs !== null) return { words: say.back('{time}'), time: momentOf(t, form.timeZone, backMs) }
  return form?.answersWithinHours ? say.usual(formatHours(t.locale, form.answersWithinHours)) : null
}

function momentOf(t: Translate, timeZone: string, ms: number): Moment {
  return { dateTime: new Date(ms).toISOString(), words: formatMoment(t.locale, timeZone, ms) }
}

/** Null for a form without office hours, and when none are ahead. */
export function officeHoursOf(
  t: Translate,
  { officeHours, timeZone }: FormDefinition,
): OfficeHoursProps | null {
  const openings = officeHours ? weekAhead(officeHours, timeZone, Date.now()) : []
  if (openings.length === 0) return null
  return {
    heading: t('form.officeHours'),
    openings: openings.map(({ fromMs, toMs }) => ({
      dateTime: new Date(fromMs).toISOString(),
      until: new Date(toMs).toISOString(),
      words: formatOpening(t.locale, timeZone, fromMs, toMs),
    })),
    zone: { words: t('thread.zone', { zone: '{zone}' }), name: timeZone },
  }
}
