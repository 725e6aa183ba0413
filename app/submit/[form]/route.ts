/** `POST /submit/<form>`: the door for everyone whose JavaScript has not run, and the fallback of the other one. */
import { environment } from '#lib/env/env.ts'
import type { FormState } from '#lib/form/state.ts'
import { isToken, newToken } from '#lib/threads/access.ts'
import { keptStamp, stampField } from '../../intake/identity.ts'
import { type Answer, answerNative, redirectTo } from '../../intake/native.ts'
import type { Posted } from '../../intake/posted.ts'
import { takeRequest, updateRequest } from '../../intake/request.ts'
import { wordsOf } from '../../language.ts'
import { askedOf, formPath, inManner, submitPath } from '../../paths.ts'

export async function POST(
  request: Request,
  { params }: { params: Promise<{ form: string }> },
): Promise<Response> {
  const { form } = await params
  const words = await wordsOf(request)
  return answerNative(request, {
    words,
    place: form,
    back: { path: inManner(formPath(form), askedOf(request)), fragment: 'problems' },
    target: inManner(submitPath(form), askedOf(request)),
    async take(posted) {
      const isUpdate = posted.read('update') !== ''
      const state = isUpdate ? updateRequest(words, form, posted) : await takeRequest(words, form, posted)
      const next = state && nextOf(state, posted)
      return state && next && { state, next: state.state === 'idle' ? { ...next, fragment: 'update' } : next }
    },
  })
}

/** Somebody reloaded, or pressed Enter in the address bar: the form is one step away. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ form: string }> },
): Promise<Response> {
  return redirectTo(environment().appUrl, inManner(formPath((await params).form), askedOf(request)))
}

function nextOf(state: FormState, { read }: Posted): Answer['next'] {
  if (state.state === 'accepted') return { path: state.threadPath }
  const values = { ...state.values, [keptStamp]: read(stampField) }
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
