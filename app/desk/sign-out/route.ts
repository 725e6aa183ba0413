/** `POST /desk/sign-out`: the visit ends here and in the browser. */
import { database } from '#lib/db/open.ts'
import { endVisit } from '#lib/desk/visit.ts'
import { environment } from '#lib/env/env.ts'
import { redirectTo } from '../../intake/native.ts'
import { askedOf, deskPath, inManner } from '../../paths.ts'
import { refuseForeign } from '../refusal.ts'
import { visitCookie, visitToken } from '../visitor.ts'

export async function POST(request: Request): Promise<Response> {
  const foreign = await refuseForeign(request)
  if (foreign) return foreign
  await endVisit(await database(), await visitToken())
  const answer = redirectTo(environment().appUrl, inManner(deskPath, askedOf(request)))
  answer.headers.append('Set-Cookie', visitCookie(''))
  return answer
}

export async function GET(request: Request): Promise<Response> {
  return redirectTo(environment().appUrl, inManner(deskPath, askedOf(request)))
}
