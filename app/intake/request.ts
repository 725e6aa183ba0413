/** What both doors of a form do with what was typed: check it, commit it, try to deliver it, and say what is true. */

import { environment } from '#lib/env/env.ts'
import { type FormDefinition, formAt } from '#lib/form/definition.ts'
import type { FormState } from '#lib/form/state.ts'
import { readSubmission, type Submission } from '#lib/form/submission.ts'
import { support } from '#lib/form/support.ts'
import type { NewConversation } from '#lib/helpdesk/helpdesk.ts'
import type { Translate } from '#lib/i18n/translator.ts'
import { log } from '#lib/log/log.ts'
import { outbox } from '#lib/outbox/outbox.ts'
import { threadTokens } from '#lib/signed/thread-token.ts'
import { newToken } from '#lib/threads/access.ts'
import { fieldViews } from '../field-views.ts'
import { fieldsOfRequest } from '../fields.ts'
import { threadPath } from '../paths.ts'
import { attachFiles, type FilesOfMessage, fileMistakes, reusedNotice, wordsOfFiles } from './files.ts'
import { type Posted, requestIdOf } from './posted.ts'

/** A customer waits this long at most for the helpdesk; the message is safe before that. */
export const deliverWithinMs = 2_500

/**
 * Takes a request for `form` from the posted fields; null when there is no such form.
 * `accepted` is answered only after the row is committed. The request id of the page and the words make the
 * thread's token, so the same page sent again, with the same words, leads to the same thread. Never throws for what a customer sent.
 */
export async function takeRequest(t: Translate, form: string, posted: Posted): Promise<FormState | null> {
  const definition = formAt(support(), form)
  if (!definition) return null
  const result = readSubmission(definition, posted.read, fieldsOfRequest())
  const errors = {
    ...(result.ok ? {} : sentences(t, definition, result.mistakes)),
    ...fileMistakes(t, posted, !result.ok),
  }
  if (!result.ok) return { state: 'invalid', errors, values: result.values }
  if (errors.attachments) return { state: 'invalid', errors, values: result.submission.values }
  return accept(t, form, definition, posted, result.submission)
}

type Mistakes = Extract<ReturnType<typeof readSubmission>, { ok: false }>['mistakes']

function sentences(t: Translate, definition: FormDefinition, mistakes: Mistakes) {
  const views = fieldViews(t, definition)
  return Object.fromEntries(
    mistakes.map(({ field, mistake }) => [
      field,
      views.find((view) => view.field.name === field)?.sentences[mistake] ?? '',
    ]),
  )
}

async function accept(
  t: Translate,
  form: string,
  definition: FormDefinition,
  posted: Posted,
  submission: Submission,
): Promise<FormState> {
  const requestId = requestIdOf(posted)
  try {
    const box = await outbox()
    const files = await attachFiles(t, posted, requestId)
    const typed = { ...submission.values, ...wordsOfFiles(files) }
    const acceptance = await box.acceptRequest({
      form,
      requestId,
      tokens: threadTokens(environment().appSecrets, requestId, typed),
      typed,
      locale: t.locale,
      conversation: conversationOf(definition, submission, files),
    })
    if (acceptance.outcome === 'reused')
      return {
        state: 'refused',
        notice: reusedNotice(t, posted),
        requestId: newToken(),
        values: submission.values,
      }
    await box.deliverNow(acceptance.id, deliverWithinMs)
    return { state: 'accepted', threadPath: `${threadPath(acceptance.token)}?sent=1` }
  } catch (error) {
    log().error({ err: error }, 'a request could not be stored')
    return { state: 'refused', notice: t('form.refused'), requestId, values: submission.values }
  }
}

/** All but the words come from the definition; the customer chooses a topic, nothing else (field.md must-have 2). */
function conversationOf(
  definition: FormDefinition,
  { values, topic }: Submission,
  files: FilesOfMessage,
): NewConversation {
  const status = topic?.status ?? definition.status
  const suppressNotifications = topic?.suppressNotifications ?? definition.suppressNotifications
  return {
    subject: values.subject,
    body: values.message,
    customer: { name: values.name, email: values.email },
    channel: topic?.channel ?? definition.channel,
    tags: [...new Set([...definition.tags, ...(topic?.tags ?? [])])],
    data: { ...definition.data, ...topic?.data },
    ...(status && { status }),
    ...(suppressNotifications && { suppressNotifications }),
    ...files,
  }
}
