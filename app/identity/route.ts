/** `POST /identity`: a form of the operator's own site sends its customer here with a signed token, for their list of threads. */
import { database } from '#lib/db/open.ts'
import { environment } from '#lib/env/env.ts'
import { readSmallForm } from '#lib/guard/small-form.ts'
import { readIdentity } from '#lib/identity/identity.ts'
import { beginSession } from '#lib/identity/session.ts'
import { redirectTo } from '../intake/native.ts'
import { plainPage } from '../intake/plain-page.ts'
import { wordsOf } from '../language.ts'
import { askedOf, inManner, listPath } from '../paths.ts'
import { cookieOf, sessionToken } from '../signed-in.ts'

/** From another site on purpose: what counts is who signed the token, not which page sent it. */
export async function POST(request: Request): Promise<Response> {
  const { appUrl, identitySecrets } = environment()
  const t = await wordsOf(request)
  if (!identitySecrets) return plainPage(t, 404, t('refusal.nowhere.heading'), t('refusal.nowhere.sentence'))
  const form = await readSmallForm(request)
  const rules = { secrets: identitySecrets, audience: appUrl, nowMs: Date.now() }
  const identity = await readIdentity(form?.get('token'), rules)
  if (!identity) return plainPage(t, 403, t('threads.refusedHeading'), t('threads.refused'))
  const visit = { former: await sessionToken(), nowMs: Date.now() }
  const token = await beginSession(await database(), identity, visit)
  const answer = redirectTo(appUrl, inManner(listPath, askedOf(request)))
  answer.headers.append('Set-Cookie', cookieOf(token))
  return answer
}

export async function GET(request: Request): Promise<Response> {
  return redirectTo(environment().appUrl, inManner(listPath, askedOf(request)))
}
