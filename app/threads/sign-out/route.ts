/** `POST /threads/sign-out`: the visit ends here and in the browser. */
import { database } from '#lib/db/open.ts'
import { environment } from '#lib/env/env.ts'
import { isSameOrigin } from '#lib/guard/origin.ts'
import { endSession } from '#lib/identity/session.ts'
import { redirectTo } from '../../intake/native.ts'
import { plainPage } from '../../intake/plain-page.ts'
import { wordsOf } from '../../language.ts'
import { askedOf, inManner, listPath } from '../../paths.ts'
import { cookieOf, sessionToken } from '../../signed-in.ts'

export async function POST(request: Request): Promise<Response> {
  const { appUrl } = environment()
  const t = await wordsOf(request)
  if (!isSameOrigin(request.headers, appUrl))
    return plainPage(t, 403, t('refusal.foreign.heading'), t('refusal.foreign.sentence'))
  await endSession(await database(), await sessionToken())
  const answer = redirectTo(appUrl, inManner(listPath, askedOf(request)))
  answer.headers.append('Set-Cookie', cookieOf(''))
  return answer
}

export async function GET(request: Request): Promise<Response> {
  return redirectTo(environment().appUrl, inManner(listPath, askedOf(request)))
}
