/** `POST /link/send`: somebody types an address; whether there is anything for it, only its mailbox learns (security.md S14, S15). */
import { database } from '#lib/db/open.ts'
import { environment } from '#lib/env/env.ts'
import { cleanText } from '#lib/form/clean.ts'
import type { Field } from '#lib/form/field.ts'
import { findMistake } from '#lib/form/rules.ts'
import { keepForm } from '#lib/guard/kept-form.ts'
import { networkOf } from '#lib/guard/network.ts'
import { isSameOrigin } from '#lib/guard/origin.ts'
import { readSmallForm } from '#lib/guard/small-form.ts'
import type { Translate } from '#lib/i18n/translator.ts'
import { log } from '#lib/log/log.ts'
import { type Queueing, queueMail } from '#lib/mail/mail.ts'
import { newToken } from '#lib/threads/access.ts'
import { redirectTo } from '../../intake/native.ts'
import { plainPage } from '../../intake/plain-page.ts'
import { wordsOf } from '../../language.ts'
import { askedOf, askPath, inManner } from '../../paths.ts'

export async function POST(request: Request): Promise<Response> {
  const { appUrl, mail, trustedProxyHops } = environment()
  const t = await wordsOf(request)
  const refuse = (status: number, refusal: 'foreign' | 'malformed' | 'nowhere') =>
    plainPage(t, status, t(`refusal.${refusal}.heading`), t(`refusal.${refusal}.sentence`))
  if (!mail) return refuse(404, 'nowhere')
  if (!isSameOrigin(request.headers, appUrl)) return refuse(403, 'foreign')
  const form = await readSmallForm(request)
  if (!form) return refuse(400, 'malformed')
  const email = cleanText(form.get('email') ?? '', 'email')
  const to = (path: string) => redirectTo(appUrl, inManner(path, askedOf(request)))
  try {
    const mistake = mistakeIn(t, email)
    if (mistake) return to(await keep(email, { errors: { email: mistake }, notice: null }))
    const queueing = await ask(email, networkOf(request.headers, trustedProxyHops))
    if (queueing === 'queued' || queueing === 'withheld') return to(`${askPath}?asked=1`)
    return to(await keep(email, { errors: {}, notice: t(`link.${queueing}`) }))
  } catch (error) {
    log().error({ err: error }, 'a link could not be asked for')
    return plainPage(t, 503, t('link.downHeading'), t('link.down'))
  }
}

/** Somebody reloaded: the form is one step away. */
export async function GET(request: Request): Promise<Response> {
  return redirectTo(environment().appUrl, inManner(askPath, askedOf(request)))
}

const field: Field = { name: 'email', kind: 'email', required: true, maxLength: 254 }

function mistakeIn(t: Translate, email: string): string | null {
  const mistake = findMistake(field, email)
  if (mistake === 'long') return t('fields.email.long', { max: field.maxLength })
  if (mistake === 'empty' || mistake === 'several') return t(`fields.email.${mistake}`)
  return mistake && t('fields.email.malformed')
}

/** The same statements for every address: who has conversations is looked up later, by whoever sends the mail. */
async function ask(email: string, network: string | null): Promise<Queueing> {
  const { kysely } = await database()
  return kysely
    .transaction()
    .execute((transaction) =>
      queueMail(transaction, { kind: 'links', recipient: email }, { network, nowMs: Date.now() }),
    )
}

async function keep(
  email: string,
  said: { readonly errors: Readonly<Record<string, string>>; readonly notice: string | null },
): Promise<string> {
  const form = { requestId: newToken(), values: { email }, uploads: [], ...said }
  return `${askPath}?again=${await keepForm(askPath, form, Date.now())}`
}
