/** A request as a form has it accepted: counted, judged, and its files bound to it, in the transaction that stores it. */
import type { Transaction } from 'kysely'
import type { Schema } from '#lib/db/schema.ts'
import type { GuardSettings } from '#lib/guard/guarded-request.ts'
import { guardRequest, Uncounted } from '#lib/guard/requests.ts'
import { stampForm } from '#lib/guard/stamp.ts'
import type { PendingRequest, RequestAcceptance } from '#lib/outbox/accept.ts'
import { attachmentsOf } from './attachments.ts'
import type { Letter } from './customers.ts'
import type { Instance } from './installation.ts'

const form = 'support'
export const customer = { name: 'Mia Berg', email: 'mia@example.org' }

const settings: GuardSettings = {
  secrets: ['s'.repeat(32)],
  ownHosts: [],
  ownAddresses: [],
  // Whoever writes here is no flood.
  limits: { perNetwork: 1e9, perAddress: 1e9, perThread: 1e9 },
}

/** What a form is drawn with. */
export const newStamp = () => stampForm(settings.secrets, form, Date.now())

/** @param files the ids of its uploads. @throws when the database does not take it. */
export async function acceptRequest(
  instance: Instance,
  letter: Letter,
  files: readonly string[],
): Promise<RequestAcceptance> {
  const { subject, body, requestId, stamp } = letter
  const guarding = await guardRequest(
    {
      form,
      requestId,
      network: '203.0.113.7',
      words: { name: customer.name, subject, message: body },
      email: customer.email,
      stamp,
      proof: '',
      captcha: null,
      hidden: '',
    },
    settings,
    Date.now(),
  )
  try {
    return await instance.box.acceptRequest(pending(instance, letter, files, guarding.judge))
  } catch (error) {
    if (!(error instanceof Uncounted)) throw error
    return instance.box.acceptRequest(pending(instance, letter, files, async () => {}))
  }
}

function pending(
  instance: Instance,
  { subject, body, requestId, token, isMailed }: Letter,
  files: readonly string[],
  judge: (transaction: Transaction<Schema>) => Promise<unknown>,
): PendingRequest {
  return {
    requestId,
    async compose(transaction, isKnown) {
      if (!isKnown) await judge(transaction)
      const attachments = await attachmentsOf(instance, files, requestId, transaction)
      const message = { body, customer, ...attachments }
      return {
        form,
        requestId,
        tokens: [token],
        typed: { body },
        conversation: { ...message, subject, channel: 'support', tags: ['contact-form'], data: {} },
        ...(isMailed && { mail: { network: null } }),
      }
    },
  }
}
