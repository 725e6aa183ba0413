/** What both doors of a form do with what was typed: check it, commit it, try to deliver it, and say what is true. */

import type { FieldView } from '#components/form/field-view.ts'
import { environment } from '#lib/env/env.ts'
import { type FormDefinition, formAt } from '#lib/form/definition.ts'
import type { Typed } from '#lib/form/shown.ts'
import type { FieldErrors, FormState } from '#lib/form/state.ts'
import { type FieldMistake, readSubmission, type Submission } from '#lib/form/submission.ts'
import { support } from '#lib/form/support.ts'
import { underPressure } from '#lib/guard/pressure.ts'
import type { Translate } from '#lib/i18n/translator.ts'
import type { Identity } from '#lib/identity/identity.ts'
import { log } from '#lib/log/log.ts'
import { outbox } from '#lib/outbox/outbox.ts'
import { threadTokens } from '#lib/signed/thread-token.ts'
import { newToken } from '#lib/threads/access.ts'
import { sayInPlace } from '../embed/in-place.ts'
import { fieldViews } from '../field-views.ts'
import { fieldsOfRequest } from '../fields.ts'
import { inManner, threadPath } from '../paths.ts'
import { conversationOf } from './conversation.ts'
import { attachFiles, fileMistakes, reusedNotice, wordsOfFiles } from './files.ts'
import { logForeignFields } from './foreign-fields.ts'
import { identityIn, inTheirName, stampField } from './identity.ts'
import { type Posted, requestIdOf } from './posted.ts'
import { keepStamp, suspect, tooManyNotice } from './suspicion.ts'

/** A customer waits this long at most for the helpdesk; the message is safe before that. */
export const deliverWithinMs = 2_500

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
    ...sentences(fieldViews(t, spoken, typed), mistakes),
    ...fileMistakes(t, posted, submission === null),
  }
  if (!submission || errors.attachments) return { state: 'invalid', errors, values: typed }
  const state = await accept(t, form, definition, posted, { typed, submission, identity })
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

interface Accepted {
  /** For the form to show again should nothing be stored. */
  readonly typed: Typed
  readonly submission: Submission
  /** Who sent it, if the operator's own site has said so. */
  readonly identity: Identity | null
}

/** The thread's token once the request is committed, else what stood in the way. */
async function accept(
  t: Translate,
  form: string,
  definition: FormDefinition,
  posted: Posted,
  { typed: values, submission, identity }: Accepted,
): Promise<string | FormState> {
  const requestId = requestIdOf(posted)
  try {
    const suspicion = await underPressure(() => suspect(form, posted, submission, requestId))
    if ('refusedUntilMs' in suspicion) {
      const notice = tooManyNotice(t, definition, suspicion.refusedUntilMs)
      return { state: 'refused', notice, requestId, values }
    }
    const { mark } = suspicion
    const box = await outbox()
    const files = await attachFiles(t, posted, requestId)
    const typed = { ...wordsOf(submission), ...wordsOfFiles(files) }
    const request = {
      form,
      requestId,
      tokens: threadTokens(environment().appSecrets, requestId, typed),
      typed,
      locale: t.locale,
      conversation: conversationOf(definition, posted, submission, files, mark),
      ...(mark.heldFor !== undefined && { heldFor: mark.heldFor }),
      // What a person has yet to look at has us write to nobody.
      ...(environment().mail && mark.heldFor === undefined && { mail: { network: posted.network } }),
      ...(identity && { identity }),
    }
    const acceptance = await underPressure(() => box.acceptRequest(request))
    if (acceptance.outcome === 'reused') {
      const next = newToken()
      await keepStamp(form, posted, requestId, next)
      return { state: 'refused', notice: reusedNotice(t, posted), requestId: next, values }
    }
    if (acceptance.mail && acceptance.mail !== 'queued')
      log().info({ row: acceptance.id, mail: acceptance.mail }, 'a link was not mailed')
    await box.deliverNow(acceptance.id, deliverWithinMs)
    return acceptance.token
  } catch (error) {
    log().error({ err: error }, 'a request could not be stored')
    return { state: 'refused', notice: t('form.refused'), requestId, values }
  }
}

/** What makes one request of everything that is sent twice. */
const wordsOf = ({ answers }: Submission): Record<string, string> =>
  Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, [answer].flat().join('\n')]))
