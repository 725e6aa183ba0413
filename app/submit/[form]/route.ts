/** `POST /submit/<form>`: the door for everyone whose JavaScript has not run, and the fallback of the other one. */
import { environment } from '#lib/env/env.ts'
import type { FormState } from '#lib/form/state.ts'
import { isToken, newToken } from '#lib/threads/access.ts'
import { framersOf } from '../../embed/framing.ts'
import { keptStamp, stampField } from '../../intake/identity.ts'
import { type Answer, answerNative, redirectTo } from '../../intake/native.ts'
import type { Posted } from '../../intake/posted.ts'
import { takeRequest, updateRequest } from '../../intake/request.ts'
import { formStamp } from '../../intake/suspicion.ts'
import { wordsOf } from '../../language.ts'
import { askedOf, embedPath, formPath, inManner, submitPath } from '../../paths.ts'

export async function POST(
  request: Request,
  { params }: { params: Promise<{ form: string }> },
): Promise<Response> {
  const { form } = await params
  const words = await wordsOf(request)
  const asked = askedOf(request)
  const place = placeOf(request)
  return answerNative(request, {
    words,
    place: form,
    // In a frame, a fragment would move the page around it.
    back:
      place === 'frame'
        ? { path: inManner(embedPath(form), asked) }
        : { path: inManner(formPath(form), asked), fragment: 'problems' },
    target: inManner(submitPath(form, place), asked),
    framers: place === 'frame' ? framersOf(form) : [],
    async take(posted) {
      const isUpdate = posted.read('update') !== ''
      const state = isUpdate
        ? updateRequest(words, form, posted)
        : await takeRequest(words, form, posted, { place, asked })
      const next = state && nextOf(state, posted)
      return (
        state &&
        next && {
          state,
          next: state.state === 'idle' ? { ...next, ...(place === 'page' && { fragment: 'update' }) } : next,
        }
      )
    },
  })
}

/** Somebody reloaded, or pressed Enter in the address bar: the form is one step away. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ form: string }> },
): Promise<Response> {
  const { form } = await params
  const { appUrl } = environment()
  const asked = askedOf(request)
  if (placeOf(request) === 'page') return redirectTo(appUrl, inManner(formPath(form), asked))
  return redirectTo(appUrl, inManner(embedPath(form), asked), framersOf(form))
}

/** The address says it, because an answer may be due before the body was read. */
const placeOf = (request: Request) => (new URL(request.url).searchParams.has('framed') ? 'frame' : 'page')

function nextOf(state: FormState, { read }: Posted): Answer['next'] {
  if (state.state === 'accepted') return { path: state.inPlace?.path ?? state.threadPath }
  const values = { ...state.values, [keptStamp]: read(stampField), [formStamp]: read(formStamp) }
  const requestId = read('request')
  return {
    keep: {
      requestId: state.state === 'refused' ? state.requestId : isToken(requestId) ? requestId : newToken(),
      values,
      errors: state.state === 'invalid' ? state.errors : {},
      notice: state.state === 'refused' ? state.notice : null,
    },
  }
}
