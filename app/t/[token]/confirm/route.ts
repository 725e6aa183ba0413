/** `POST /t/<token>/confirm`: the button of whoever came by a mailed link, and says that its address is theirs. */
import { database } from '#lib/db/open.ts'
import { environment } from '#lib/env/env.ts'
import { isSameOrigin } from '#lib/guard/origin.ts'
import { confirmAddress } from '#lib/threads/confirmation.ts'
import { redirectTo } from '../../../intake/native.ts'
import { plainPage } from '../../../intake/plain-page.ts'
import { wordsOf } from '../../../language.ts'
import { askedOf, inManner, threadPath } from '../../../paths.ts'

interface Context {
  readonly params: Promise<{ token: string }>
}

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { appUrl } = environment()
  const { token } = await params
  const t = await wordsOf(request)
  if (!isSameOrigin(request.headers, appUrl))
    return plainPage(t, 403, t('refusal.foreign.heading'), t('refusal.foreign.sentence'))
  if (!(await confirmAddress(await database(), token, Date.now())))
    return plainPage(t, 404, t('page.wrongLinkHeading'), t('page.wrongLink'))
  return redirectTo(appUrl, inManner(`${threadPath(token)}?confirmed=1`, askedOf(request)))
}

/** A mail program that follows every link, or a reload: nothing changes, the conversation is one step away. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  return redirectTo(environment().appUrl, inManner(threadPath((await params).token), askedOf(request)))
}
