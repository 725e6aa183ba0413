/** From a complete request to one that is committed, and tried to be delivered; or to what stands in the way. */
import type { Transaction } from 'kysely'
import type { Schema } from '#lib/db/schema.ts'
import { environment } from '#lib/env/env.ts'
import type { FormDefinition } from '#lib/form/definition.ts'
import type { Typed } from '#lib/form/shown.ts'
import type { FormState } from '#lib/form/state.ts'
import type { Submission } from '#lib/form/submission.ts'
import { underPressure } from '#lib/guard/pressure.ts'
import { Uncounted } from '#lib/guard/requests.ts'
import type { Translate } from '#lib/i18n/translator.ts'
import type { Identity } from '#lib/identity/identity.ts'
import { log } from '#lib/log/log.ts'
import type { AcceptedRequest, PendingRequest, RequestAcceptance } from '#lib/outbox/accept.ts'
import { outbox } from '#lib/outbox/outbox.ts'
import { threadTokens } from '#lib/signed/thread-token.ts'
import { newToken } from '#lib/threads/access.ts'
import { conversationOf } from './conversation.ts'
import { attachFiles, reusedNotice, wordsOfFiles } from './files.ts'
import { type Posted, requestIdOf } from './posted.ts'
import { keepStamp, logUncounted, type Mark, suspect, tooManyNotice, unmarked } from './suspicion.ts'

/** A customer waits this long at most for the helpdesk; the message is safe before that. */
export const deliverWithinMs = 2_500

export interface CompleteRequest {
  readonly t: Translate
  /** The form's slug. */
  readonly form: string
  readonly definition: FormDefinition
  readonly posted: Posted
  /** For the form to show again should nothing be stored. */
  readonly typed: Typed
  readonly submission: Submission
  /** Who sent it, if the operator's own site has said so. */
  readonly identity: Identity | null
}

/** The thread's token once the request is committed, else what stood in the way. Never throws. */
export async function acceptComplete(request: CompleteRequest): Promise<string | FormState> {
  const { t, form, definition, posted, typed } = request
  const requestId = requestIdOf(posted)
  const refuse = (notice: string, next = requestId): FormState => ({
    state: 'refused',
    notice,
    requestId: next,
    values: typed,
  })
  try {
    const acceptance = await underPressure(() => commit(request, requestId))
    if (acceptance.outcome === 'refused') return refuse(tooManyNotice(t, definition, acceptance.untilMs))
    if (acceptance.outcome === 'reused') {
      const next = newToken()
      await keepStamp(form, posted, requestId, next)
      return refuse(reusedNotice(t, posted), next)
    }
    if (acceptance.mail && acceptance.mail !== 'queued')
      log().info({ row: acceptance.id, mail: acceptance.mail }, 'a link was not mailed')
    const box = await outbox()
    await box.deliverNow(acceptance.id, deliverWithinMs)
    return acceptance.token
  } catch (error) {
    log().error({ err: error }, 'a request could not be stored')
    return refuse(t('form.refused'))
  }
}

/** Counted, judged, and stored with its files in one transaction: all of it happens, or nothing. */
async function commit(request: CompleteRequest, requestId: string): Promise<RequestAcceptance> {
  const { form, posted, submission } = request
  const suspicion = await suspect(form, posted, submission, requestId)
  const box = await outbox()
  const pending = (judge: typeof suspicion.judge): PendingRequest => ({
    requestId,
    async compose(transaction, isKnown) {
      const mark = isKnown ? unmarked : await judge(transaction)
      return 'refusedUntilMs' in mark ? mark : compose(request, requestId, mark, transaction)
    },
  })
  try {
    return await box.acceptRequest(pending(suspicion.judge))
  } catch (error) {
    if (!(error instanceof Uncounted)) throw error
    logUncounted(error.cause)
    return box.acceptRequest(pending(async () => suspicion.byItself))
  }
}

async function compose(
  { t, form, definition, posted, submission, identity }: CompleteRequest,
  requestId: string,
  mark: Mark,
  transaction: Transaction<Schema>,
): Promise<AcceptedRequest> {
  const { appSecrets, mail } = environment()
  const files = await attachFiles(t, posted, requestId, transaction)
  const typed = { ...wordsOf(submission), ...wordsOfFiles(files) }
  return {
    form,
    requestId,
    tokens: threadTokens(appSecrets, requestId, typed),
    typed,
    locale: t.locale,
    conversation: conversationOf(definition, posted, submission, files, mark),
    ...(mark.heldFor !== undefined && { heldFor: mark.heldFor }),
    // What a person has yet to look at has us write to nobody.
    ...(mail && mark.heldFor === undefined && { mail: { network: posted.network } }),
    ...(identity && { identity }),
  }
}

/** What makes one request of everything that is sent twice. */
const wordsOf = ({ answers }: Submission): Record<string, string> =>
  Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, [answer].flat().join('\n')]))
