/** The native door: a form post without JavaScript, answered with 303, or with JSON for the script that falls back on it. */
import { environment } from '#lib/env/env.ts'
import type { FormState, MarkState, ReplyState } from '#lib/form/state.ts'
import { type KeptForm, keepForm } from '#lib/guard/kept-form.ts'
import { type Fields, readForm } from '#lib/guard/multipart.ts'
import { networkOf } from '#lib/guard/network.ts'
import { isSameOrigin } from '#lib/guard/origin.ts'
import { keepPace } from '#lib/guard/pace.ts'
import { isFull, retryAfterSeconds } from '#lib/guard/pressure.ts'
import { senderOf } from '#lib/guard/sender.ts'
import type { Translate } from '#lib/i18n/translator.ts'
import { log } from '#lib/log/log.ts'
import { newToken } from '#lib/threads/access.ts'
import { frameAncestors } from '../embed/framing.ts'
import { withQuery } from '../paths.ts'
import { fileTakerFor, type Taken } from './files.ts'
import { plainPage } from './plain-page.ts'
import { type Posted, requestIdOf } from './posted.ts'
import { unsavedPage } from './unsaved-page.ts'

/** What a door leads to: a state for scripts, and for everyone else where to go or what to keep. */
export interface Answer {
  readonly state: FormState | ReplyState | MarkState
  readonly next: { readonly path: string } | { readonly keep: Keeping; readonly fragment?: string }
}

/** The files that came with the form are kept with it. */
export type Keeping = Omit<KeptForm, 'uploads'>

export interface NativeForm {
  /** In the language of the page that the form stands on. */
  readonly words: Translate
  /** Where a kept form may be opened again. */
  readonly place: string
  /** The page that shows it, and the fragment where its mistakes are: nothing else moves the reader there. */
  readonly back: { readonly path: string; readonly fragment?: string }
  /** The address that the form posts to. */
  readonly target: string
  /** Who may frame the answers: the form was in a frame. */
  readonly framers?: readonly string[]
  /** Null: there is nothing at this address. */
  take(posted: Posted): Promise<Answer | null>
}

/** Answers one post: 403 from a foreign page, 413, 404, else 303 or, to `Accept: application/json`, the state itself. */
export async function answerNative(request: Request, form: NativeForm): Promise<Response> {
  const { appUrl } = environment()
  const { framers = [] } = form
  const wantsState = request.headers.get('accept')?.includes('application/json') ?? false
  const refuse = (refusal: Refusal) => {
    log().warn({ place: form.place, refusal }, 'a form was refused')
    return wantsState ? stateOf(form.words, refusal) : pageOf(form.words, refusal, framers)
  }
  if (!isSameOrigin(request.headers, appUrl)) return refuse('foreign')
  const network = networkOf(request.headers, environment().trustedProxyHops)
  // Before it is read: to read a form is work, too.
  const isInTime = await keepPace(network)
  const reading = await readForm(request, fileTakerFor(senderOf(request.headers)))
  if (reading.outcome !== 'read') return refuse(reading.outcome)
  const posted = postedIn(reading.fields, reading.files, network)
  if (!isInTime || isFull())
    return wantsState ? busyState(form.words, posted) : unsavedPage(form.words, form.target, asKept(posted))
  const answer = await form.take(posted)
  if (!answer) return refuse('nowhere')
  if (wantsState) return privately(Response.json(answer.state))
  if ('path' in answer.next) return redirectTo(appUrl, answer.next.path, framers)
  const { keep, fragment = form.back.fragment } = answer.next
  return sendBack(appUrl, form, { ...keep, uploads: posted.uploads }, fragment && `#${fragment}`)
}

const postedIn = (fields: Fields, files: readonly Taken[], network: string | null): Posted => ({
  read: (name) => fields.get(name)?.[0] ?? '',
  readAll: (name) => fields.get(name) ?? [],
  names: [...fields.keys()],
  uploads: [...(fields.get('upload') ?? []), ...files.flatMap((file) => ('id' in file ? [file.id] : []))],
  refused: files.flatMap((file) => ('id' in file ? [] : [file])),
  leftOut: fields.get('left-out') ?? [],
  network,
})

/** Before anything is asked of the database: all that was typed goes back as it came. */
const asKept = (posted: Posted): KeptForm => ({
  requestId: requestIdOf(posted),
  values: Object.fromEntries(
    posted.names
      .filter((name) => name !== 'request' && name !== 'upload')
      .map((name) => [name, posted.readAll(name).join('\n')]),
  ),
  errors: {},
  notice: null,
  uploads: posted.uploads,
})

function busyState(t: Translate, posted: Posted): Response {
  const notice = t('form.refused')
  const state = { state: 'refused', notice, requestId: requestIdOf(posted), values: {}, text: '' }
  const headers = { 'Retry-After': String(retryAfterSeconds) }
  return privately(Response.json(state, { status: 503, headers }))
}

type Refusal = 'foreign' | 'too-large' | 'malformed' | 'nowhere'

const statuses = { foreign: 403, 'too-large': 413, malformed: 400, nowhere: 404 }

function pageOf(t: Translate, refusal: Refusal, framers: readonly string[]): Response {
  const [heading, sentence] = [t(`refusal.${refusal}.heading`), t(`refusal.${refusal}.sentence`)]
  return plainPage(t, statuses[refusal], heading, sentence, { framers })
}

/** A script must not take a clear refusal for a lost answer. */
function stateOf(t: Translate, refusal: Refusal): Response {
  const notice = t(`refusal.${refusal}.sentence`)
  const state = { state: 'refused', notice, requestId: newToken(), values: {}, text: '' }
  return privately(Response.json(state, { status: statuses[refusal] }))
}

/** When even the form cannot be kept, the answer itself carries what was typed. */
async function sendBack(appUrl: string, form: NativeForm, kept: KeptForm, fragment = ''): Promise<Response> {
  try {
    const id = await keepForm(form.place, kept, Date.now())
    return redirectTo(appUrl, withQuery(form.back.path, `again=${id}${fragment}`), form.framers)
  } catch (error) {
    log().error({ err: error }, 'a form could not be kept')
    return unsavedPage(form.words, form.target, kept, form.framers)
  }
}

/** Within our own configured origin, whatever the request's Host says (CVE-2026-64649). */
export const redirectTo = (appUrl: string, path: string, framers: readonly string[] = []) =>
  privately(new Response(null, { status: 303, headers: { Location: new URL(path, appUrl).href } }), framers)

function privately(response: Response, framers: readonly string[] = []): Response {
  response.headers.set('Cache-Control', 'private, no-store')
  response.headers.set('Referrer-Policy', 'same-origin')
  response.headers.set('Cross-Origin-Resource-Policy', framers.length > 0 ? 'cross-origin' : 'same-origin')
  if (framers.length === 0) response.headers.set('X-Frame-Options', 'DENY')
  response.headers.set(
    'Content-Security-Policy',
    `default-src 'none'; base-uri 'none'; form-action 'none'; ${frameAncestors(framers)}`,
  )
  return response
}
