/** `POST /threads/<reference>`: a signed-in customer opens one of their own; they get a link of their own to it. */
import { database } from '#lib/db/open.ts'
import { environment } from '#lib/env/env.ts'
import { isSameOrigin } from '#lib/guard/origin.ts'
import { openListed } from '#lib/threads/listing.ts'
import { redirectTo } from '../../intake/native.ts'
import { plainPage } from '../../intake/plain-page.ts'
import { wordsOf } from '../../language.ts'
import { askedOf, inManner, listPath, threadPath } from '../../paths.ts'
import { signedIn } from '../../signed-in.ts'

interface Context {
  readonly params: Promise<{ reference: string }>
}

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { appUrl } = environment()
  const t = await wordsOf(request)
  if (!isSameOrigin(request.headers, appUrl))
    return plainPage(t, 403, t('refusal.foreign.heading'), t('refusal.foreign.sentence'))
  const { reference } = await params
  const identity = await signedIn()
  const token = identity && (await openListed(await database(), identity, { reference, nowMs: Date.now() }))
  // One answer for another's, for none, and for a visit that has ended: the list, which says who one is.
  return redirectTo(appUrl, inManner(token ? threadPath(token) : listPath, askedOf(request)))
}

export async function GET(request: Request): Promise<Response> {
  return redirectTo(environment().appUrl, inManner(listPath, askedOf(request)))
}
