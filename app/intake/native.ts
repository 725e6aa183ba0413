/** The native door: a form post without JavaScript, answered with 303, or with JSON for the script that falls back on it. */
import { environment } from '#lib/env/env.ts'
import type { FormState, ReplyState } from '#lib/form/state.ts'
import { type KeptForm, keepForm } from '#lib/guard/kept-form.ts'
import { readForm } from '#lib/guard/multipart.ts'
import { isSameOrigin } from '#lib/guard/origin.ts'
import { translator } from '#lib/i18n/translator.ts'
import { plainPage } from './plain-page.ts'

/** What a door leads to: a state for scripts, and for everyone else where to go or what to keep. */
export interface Answer {
  readonly state: FormState | ReplyState
  readonly next: { readonly path: string } | { readonly keep: KeptForm }
}

export interface NativeForm {
  /** Where a kept form may be opened again. */
  readonly place: string
  /** The page that shows it. */
  readonly back: string
  /** Null: there is nothing at this address. */
  take(read: (name: string) => string): Promise<Answer | null>
}

/** Answers one post: 403 from a foreign page, 413, 404, else 303 or, to `Accept: application/json`, the state itself. */
export async function answerNative(request: Request, form: NativeForm): Promise<Response> {
  const t = translator()
  const { appUrl } = environment()
  if (!isSameOrigin(request.headers, appUrl))
    return plainPage(403, t('page.foreignHeading'), t('page.foreign'))
  const reading = await readForm(request)
  if (reading.outcome === 'too-large') return plainPage(413, t('page.tooLargeHeading'), t('page.tooLarge'))
  if (reading.outcome === 'malformed') return plainPage(400, t('page.brokenHeading'), t('form.refused'))
  const { fields } = reading
  const answer = await form.take((name) => fields.get(name) ?? '')
  if (!answer) return plainPage(404, t('page.noFormHeading'), t('page.noForm'))
  if (request.headers.get('accept')?.includes('application/json'))
    return privately(Response.json(answer.state))
  return redirectTo(appUrl, 'path' in answer.next ? answer.next.path : await keptPath(form, answer.next.keep))
}

/** The fragment leads to the error summary: without JavaScript nothing else moves the reader there. */
async function keptPath({ place, back }: NativeForm, kept: KeptForm): Promise<string> {
  return `${back}?again=${await keepForm(place, kept, Date.now())}#problems`
}

/** Within our own configured origin, whatever the request's Host says (CVE-2026-64649). */
const redirectTo = (appUrl: string, path: string) =>
  privately(new Response(null, { status: 303, headers: { Location: new URL(path, appUrl).href } }))

function privately(response: Response): Response {
  response.headers.set('Cache-Control', 'private, no-store')
  response.headers.set('Referrer-Policy', 'same-origin')
  response.headers.set('X-Frame-Options', 'DENY')
  response.headers.set(
    'Content-Security-Policy',
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  )
  return response
}
