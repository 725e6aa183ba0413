/** What the guard makes of a request, in the words of this installation: a mark for staff, or when the customer may send it again. */
import type { Transaction } from 'kysely'
import { hiddenField } from '#components/form/hidden-field.tsx'
import { database } from '#lib/db/open.ts'
import type { Schema } from '#lib/db/schema.ts'
import { environment } from '#lib/env/env.ts'
import { captcha } from '#lib/form/captcha.ts'
import type { FormDefinition, SpamSettings } from '#lib/form/definition.ts'
import type { Submission } from '#lib/form/submission.ts'
import { support } from '#lib/form/support.ts'
import { checkCaptcha } from '#lib/guard/captcha.ts'
import { captchaProviders } from '#lib/guard/captcha-providers.ts'
import type { GuardSettings } from '#lib/guard/guarded-request.ts'
import { guardRequest, limitReply, passOn } from '#lib/guard/requests.ts'
import { stampForm } from '#lib/guard/stamp.ts'
import { suspectedFrom, type Verdict } from '#lib/guard/verdict.ts'
import { formatClock } from '#lib/i18n/format.ts'
import type { Translate } from '#lib/i18n/translator.ts'
import { log } from '#lib/log/log.ts'
import type { Refusal } from '#lib/outbox/accept.ts'
import type { Thread } from '#lib/threads/access.ts'
import type { Posted } from './posted.ts'

/** What a form carries for the guard; also the keys under which one that comes back keeps them. */
export const formStamp = 'stamp'
const proofField = 'proof'
const captchaField = 'captcha'

/** The stamp of a form that is drawn now, or when it was drawn first. */
export const stampOf = (form: string, kept = '') =>
  kept || stampForm(environment().appSecrets, form, Date.now())

/** The hidden fields that a browser puts its proof of work and its captcha in, as far as this installation asks for them. */
export const proofFields = () => [
  ...(spamSettings().proofOfWork === false ? [] : [{ name: proofField, value: '' }]),
  ...(captcha() ? [{ name: captchaField, value: '' }] : []),
]

/** What the form's page needs to have a captcha; null where none is configured. */
export function captchaView() {
  const configured = captcha()
  if (!configured) return null
  const { script, api } = captchaProviders[configured.provider]
  return { script, api, siteKey: configured.siteKey }
}

/** What goes along with a request that looks like a machine's; nothing with all others. */
export interface Mark {
  readonly isSuspected: boolean
  readonly tags: readonly string[]
  readonly data: Readonly<Record<string, string>>
  readonly heldFor?: string
}

/** What a request looks like, and what the counts make of that. */
export interface Suspicion {
  /** In the transaction that accepts it. @throws Uncounted */
  judge(transaction: Transaction<Schema>): Promise<Mark | Refusal>
  /** For when nothing can be counted. */
  readonly byItself: Mark
}

/** Looks at a request that is complete. Never throws. */
export async function suspect(
  form: string,
  posted: Posted,
  { answers }: Submission,
  requestId: string,
): Promise<Suspicion> {
  const answer = (name: string) => [answers[name] ?? ''].flat().join(', ')
  const guarding = await guardRequest(
    {
      form,
      requestId,
      network: posted.network,
      words: { name: answer('name'), subject: answer('subject'), message: answer('message') },
      email: answer('email'),
      stamp: posted.read(formStamp),
      proof: posted.read(proofField),
      captcha: await answerOfCaptcha(posted.read(captchaField)),
      hidden: posted.read(hiddenField),
    },
    guardSettings(),
    Date.now(),
  )
  return {
    byItself: markOf(guarding.byItself),
    async judge(transaction) {
      const judgement = await guarding.judge(transaction)
      if (judgement.outcome === 'judged') return markOf(judgement.verdict)
      log().warn({ form }, 'a request came over a limit, and its customer was told when to send it again')
      return { refusedUntilMs: judgement.untilMs }
    },
  }
}

/** Null where none is configured. */
async function answerOfCaptcha(token: string) {
  const configured = captcha()
  if (!configured) return null
  const is = await checkCaptcha(configured, token, {
    fetch,
    timeoutMs: captchaWithinMs,
    onFailure: (error) =>
      log().error({ err: error }, 'a captcha could not be checked: requests go on without'),
  })
  return { is, token }
}

const captchaWithinMs = 3_000

/** Somebody has to know. */
export const logUncounted = (error: unknown) =>
  log().error({ err: error }, 'the limits could not be read: requests are accepted without them')

/** What is known already is what it was. */
export const unmarked: Mark = { isSuspected: false, tags: [], data: {} }

/** What marked requests are tagged with. */
export const suspectTag = () => spamSettings().tag ?? 'spam-suspected'

function markOf({ score, signs }: Verdict): Mark {
  const { markFrom = suspectedFrom, holdFrom = Number.POSITIVE_INFINITY } = spamSettings()
  const isHeld = score >= holdFrom
  if (score < markFrom && !isHeld) return unmarked
  const facts = signs.join(', ')
  return {
    isSuspected: true,
    tags: [suspectTag()],
    data: { spam_score: String(score), spam_signs: facts },
    ...(isHeld && { heldFor: facts }),
  }
}

/** A form that goes on under another request id keeps what it was drawn with. Never throws. */
export async function keepStamp(
  form: string,
  posted: Posted,
  requestId: string,
  next: string,
): Promise<void> {
  await passOn(await database(), { form, requestId, stamp: posted.read(formStamp) }, next, guardSettings())
}

/** Until when a reply to this thread has to wait; null when it need not. */
export const refuseReplyUntil = async (thread: Thread, { network }: Posted) =>
  limitReply(await database(), { threadId: thread.id, network }, guardSettings(), {
    nowMs: Date.now(),
    onFailure: logUncounted,
  })

/** What a customer reads who has to wait. */
export const tooManyNotice = (
  t: Translate,
  { timeZone }: Pick<FormDefinition, 'timeZone'>,
  untilMs: number,
) => t('form.tooMany', { time: formatClock(t.locale, timeZone, untilMs) })

const spamSettings = (): SpamSettings => support().spam ?? {}

function guardSettings(): GuardSettings {
  const { appSecrets, appUrl } = environment()
  const { limits = {} } = spamSettings()
  const addresses = support().channels.map(({ email }) => email.toLowerCase())
  const hosts = [new URL(appUrl).hostname, ...addresses.map((address) => address.split('@').at(-1) ?? '')]
  return {
    secrets: appSecrets,
    ownHosts: hosts,
    ownAddresses: addresses,
    limits: {
      perNetwork: limits.perNetwork ?? 300,
      perAddress: limits.perAddress ?? 200,
      perThread: limits.perThread ?? 300,
    },
  }
}
