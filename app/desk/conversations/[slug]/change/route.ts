/** `POST /desk/conversations/<slug>/change`: another status; the page that follows offers the way back. */
import { standingOf } from '#lib/desk/standing.ts'
import { environment } from '#lib/env/env.ts'
import { readSmallForm } from '#lib/guard/small-form.ts'
import { statuses } from '#lib/helpdesk/builtin/status.ts'
import { redirectTo } from '../../../../intake/native.ts'
import { askedOf, conversationPath, deskPath, inManner, withQuery } from '../../../../paths.ts'
import { refuse, refuseForeign } from '../../../refusal.ts'
import { deskHere } from '../../../visitor.ts'

interface Context {
  readonly params: Promise<{ slug: string }>
}

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const foreign = await refuseForeign(request)
  if (foreign) return foreign
  const { slug } = await params
  const to = (path: string) => redirectTo(environment().appUrl, inManner(path, askedOf(request)))
  const form = await readSmallForm(request)
  const status = statusIn(form?.get('status'))
  if (!form || status === null) return refuse(request, 400, 'malformed')
  const desk = await deskHere()
  if (!desk) return to(withQuery(deskPath, `to=${encodeURIComponent(conversationPath(slug))}`))
  const before = await desk.conversation(slug)
  if (!before) return to(withQuery(deskPath, 'missing=1'))
  const hold = form.get('hold') ?? ''
  const isHold = status === statuses.onHold && !Number.isNaN(Date.parse(hold))
  if (status === statuses.onHold && !isHold) return refuse(request, 400, 'malformed')
  await desk.change(slug, { status, ...(isHold && { hold_until: hold }) })
  const query = new URLSearchParams({
    changed: standingOf(status),
    ...(form.get('undo') === null && { was: String(before.status) }),
    ...(before.holdUntilMs !== null && { hold: new Date(before.holdUntilMs).toISOString() }),
  })
  return to(withQuery(conversationPath(slug), query.toString()))
}

/** Somebody reloaded: the conversation is one step away. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  return redirectTo(environment().appUrl, inManner(conversationPath((await params).slug), askedOf(request)))
}

const statusIn = (text: string | null | undefined) => (text && /^\d$/.test(text) ? Number(text) : null)
