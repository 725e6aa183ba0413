/**
 * What is said in the frame after sending. The conversation's link is its key, so it never stands in a frame's address,
 * where histories and logs would keep it: it travels sealed, and opens for half an hour.
 */
import { database } from '#lib/db/open.ts'
import { environment } from '#lib/env/env.ts'
import { formAt } from '#lib/form/definition.ts'
import type { InPlace, SentView } from '#lib/form/state.ts'
import { support } from '#lib/form/support.ts'
import { capabilities } from '#lib/helpdesk/connect.ts'
import type { Translate } from '#lib/i18n/translator.ts'
import { createSealer } from '#lib/signed/sealed.ts'
import { readReceipt } from '#lib/threads/receipt.ts'
import { embedPath, inManner, threadPath } from '../paths.ts'
import { sentView } from '../sent-view.ts'

const lifeMs = 30 * 60_000

const sealer = () => createSealer('sent in a frame', environment().appSecrets)

/**
 * What is said, and where, when the frame of `form` has sent what opens with `token`; null when that opens nothing.
 * @param asked of the look of that frame by its address.
 */
export async function sayInPlace(
  t: Translate,
  form: string,
  token: string,
  asked: Readonly<Record<string, unknown>>,
): Promise<InPlace | null> {
  const sent = await sentBy(t, token)
  return sent && { sent, path: inManner(sentPath(form, token), { ...asked, lang: t.locale }) }
}

/** The page of the frame that says it. */
const sentPath = (form: string, token: string) =>
  `${embedPath(form)}?sent=${sealer().seal(token, form, Date.now() + lifeMs)}`

/** What a frame of `form` opened with `?sent=…` says; null for everything that `sentPath` has not made, or too long ago. */
export async function readSentPath(t: Translate, form: string, sent: unknown): Promise<SentView | null> {
  const token = sealer().open(sent, form, Date.now())
  return token === null ? null : sentBy(t, token)
}

async function sentBy(t: Translate, token: string): Promise<SentView | null> {
  const receipt = await readReceipt(await database(), token)
  if (!receipt) return null
  const facts = {
    ...receipt,
    form: formAt(support(t.locale), receipt.form),
    answersByEmail: !capabilities().readBack,
  }
  return sentView(t, facts, threadPath(token))
}
