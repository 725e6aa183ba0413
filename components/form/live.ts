/** What says something while a customer types: mistakes that come right, characters left. Loaded at the first focus. */
import type { FieldErrors } from '#lib/form/state.ts'
import { type LiveCheck, startLiveCheck } from './live-check.ts'
import { type Count, startLiveCount } from './live-count.ts'
import type { LiveField } from './live-field.ts'

export interface LiveReports {
  readonly onErrors: (errors: FieldErrors) => void
  readonly onCount: (count: Count) => void
}

/** @param found what the server already found; then fields are checked on change from the start. */
export function startLive(
  form: HTMLFormElement,
  fields: readonly LiveField[],
  found: FieldErrors,
  { onErrors, onCount }: LiveReports,
): LiveCheck {
  for (const { field, counter } of fields) {
    const control = form.elements.namedItem(field.name)
    if (counter && control instanceof HTMLTextAreaElement)
      startLiveCount(control, field.maxLength, counter, onCount)
  }
  return startLiveCheck(form, fields, found, onErrors)
}
