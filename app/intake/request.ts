/** What both doors of a form do with what was typed: check it, commit it, try to deliver it, and say what is true. */

import type { FieldView } from '#components/form/field-view.ts'
import { formAt } from '#lib/form/definition.ts'
import type { FieldErrors, FormState } from '#lib/form/state.ts'
import { type FieldMistake, readSubmission } from '#lib/form/submission.ts'
import { support } from '#lib/form/support.ts'
import type { Translate } from '#lib/i18n/translator.ts'
import { sayInPlace } from '../embed/in-place.ts'
import { fieldViews } from '../field-views.ts'
import { fieldsOfRequest } from '../fields.ts'
import { inManner, threadPath } from '../paths.ts'
import { acceptComplete } from './acceptance.ts'
import { fileMistakes } from './files.ts'
import { logForeignFields } from './foreign-fields.ts'
import { identityIn, inTheirName, stampField } from './identity.ts'
import type { Posted } from './posted.ts'

/** Where a form was sent from: what comes of it looks as that does. */
export interface Origin {
  readonly place: 'page' | 'frame'
  /** What the address asked of language and look. */
  readonly asked: Readonly<Record<string, unknown>>
}

/**
 * Takes a request for `form` from the posted fields; null when there is no such form.
 * `accepted` is answered only after the row is committed. The request id of the page and the words make the
 * thread's token, so the same page sent again, with the same words, leads to the same thread. Never throws for what a customer sent.
 */
export async function takeRequest(
  t: Translate,
  form: string,
  sent: Posted,
  { place, asked }: Origin,
): Promise<FormState | null> {
  const definition = formAt(support(), form)
  const spoken = formAt(support(t.locale), form)
  if (!definition || !spoken) return null
  logForeignFields(form, definition, sent)
  const identity = identityIn(sent.read(stampField))
  const posted = inTheirName(sent, identity)
  const { typed, mistakes, submission } = readSubmission(
    definition,
    fieldsOfRequest(definition),
    posted.readAll,
  )
  const errors = {
    // The words of a form take longer than everything else here.
    ...(mistakes.length > 0 && sentences(fieldViews(t, spoken, typed), mistakes)),
    ...fileMistakes(t, posted, submission === null),
  }
  if (!submission || errors.attachments) return { state: 'invalid', errors, values: typed }
  const state = await acceptComplete({ t, form, definition, posted, typed, submission, identity })
  if (typeof state !== 'string') return state
  const inPlace = place === 'frame' ? await sayInPlace(t, form, state, asked) : null
  // The conversation knows its language by itself.
  const path = inManner(`${threadPath(state)}?sent=1`, { ...asked, lang: null })
  return { state: 'accepted', threadPath: path, ...(inPlace && { inPlace }) }
}

/**
 * The form as it is to be shown again when a customer asks which questions fit their answers: all that was typed, and no
 * mistakes but those of files, which came too. Null when there is no such form.
 */
export function updateRequest(t: Translate, form: string, posted: Posted): FormState | null {
  const definition = formAt(support(t.locale), form)
  if (!definition) return null
  const { typed } = readSubmission(definition, fieldsOfRequest(definition), posted.readAll)
  const errors = fileMistakes(t, posted, true)
  return errors.attachments ? { state: 'invalid', errors, values: typed } : { state: 'idle', values: typed }
}

const sentences = (views: readonly FieldView[], mistakes: readonly FieldMistake[]): FieldErrors =>
  Object.fromEntries(
    mistakes.map(({ field, mistake }) => [
      field,
      views.find((view) => view.field.name === field)?.sentences[mistake] ?? '',
    ]),
  )
