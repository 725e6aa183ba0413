/** `POST /desk/sign-in`: a staff member shows their e-mail and token; from then on their browser has a cookie. */
import { database } from '#lib/db/open.ts'
import { deskDoor } from '#lib/desk/connect.ts'
import { attempts, beginVisit } from '#lib/desk/visit.ts'
import { environment } from '#lib/env/env.ts'
import { keepForm } from '#lib/guard/kept-form.ts'
import { networkOf } from '#lib/guard/network.ts'
import { readSmallForm } from '#lib/guard/small-form.ts'
import { newToken } from '#lib/threads/access.ts'
import { redirectTo } from '../../intake/native.ts'
import { askedOf, deskPath, inManner, isOfDesk, withQuery } from '../../paths.ts'
import { knownBrowser, knownBrowserCookie } from '../known-browser.ts'
import { refuse, refuseForeign } from '../refusal.ts'
import { attemptPlace } from '../sign-in.tsx'
import { visitCookie, visitToken } from '../visitor.ts'
import { staffWordsOf } from '../words.ts'

export async function POST(request: Request): Promise<Response> {
  const foreign = await refuseForeign(request)
  if (foreign) return foreign
  const door = await deskDoor()
  if (!door) return refuse(request, 404, 'nowhere')
  const form = await readSmallForm(request)
  if (!form) return refuse(request, 400, 'malformed')
  const { appUrl, trustedProxyHops } = environment()
  const read = (name: string) => (form.get(name) ?? '').trim().slice(0, 500)
  const to = read('to')
  const email = read('email')
  const beginning = await beginVisit(await database(), door, {
    email,
    browser: await knownBrowser(email),
    apiToken: read('token'),
    network: networkOf(request.headers, trustedProxyHops),
    former: await visitToken(),
    nowMs: Date.now(),
  })
  if (beginning.outcome !== 'begun')
    return redirectTo(appUrl, await failedPath(request, beginning.outcome, { email, to }))
  const answer = redirectTo(appUrl, isOfDesk(to) ? to : inManner(deskPath, askedOf(request)))
  answer.headers.append('Set-Cookie', visitCookie(beginning.token))
  answer.headers.append('Set-Cookie', knownBrowserCookie(email))
  return answer
}

/** Somebody reloaded: the form is one step away. */
export async function GET(request: Request): Promise<Response> {
  return redirectTo(environment().appUrl, inManner(deskPath, askedOf(request)))
}

async function failedPath(
  request: Request,
  outcome: 'wrong' | 'too-many',
  { email, to }: { readonly email: string; readonly to: string },
): Promise<string> {
  const t = await staffWordsOf(request)
  const minutes = Math.ceil(attempts.withinMs / 60_000)
  const said =
    outcome === 'wrong'
      ? { errors: { token: t('signIn.wrong') }, notice: null }
      : { errors: {}, notice: t('signIn.tooMany', { minutes }) }
  const kept = { requestId: newToken(), values: { email }, uploads: [], ...said }
  const attempt = await keepForm(attemptPlace, kept, Date.now())
  const query = new URLSearchParams({ attempt, ...(to && { to }) })
  return withQuery(inManner(deskPath, askedOf(request)), query.toString())
}
