/** `POST /submit/<form>`: the door for everyone whose JavaScript has not run, and the fallback of the other one. */
import { environment } from '#lib/env/env.ts'
import type { FormState } from '#lib/form/state.ts'
import { isToken, newToken } from '#lib/threads/access.ts'
import { type Answer, answerNative, redirectTo } from '../../intake/native.ts'
import { takeRequest } from '../../intake/request.ts'
import { formPath, submitPath } from '../../paths.ts'

export async function POST(
  request: Request,
  { params }: { params: Promise<{ form: string }> },
): Promise<Response> {
  const { form } = await params
  return answerNative(request, {
    place: form,
    back: { path: formPath(form), fragment: 'problems' },
    target: submitPath(form),
    async take(posted) {
      const state = await takeRequest(form, posted)
      return state && { state, next: nextOf(state, posted.read('request')) }
    },
  })
}

/** Somebody reloaded, or pressed Enter in the address bar: the form is one step away. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ form: string }> },
): Promise<Response> {
  return redirectTo(environment().appUrl, formPath((await params).form))
}

function nextOf(state: FormState, requestId: string): Answer['next'] {
  if (state.state === 'accepted') return { path: state.threadPath }
  const { values } = state
  return {
    keep: {
      requestId: state.state === 'refused' ? state.requestId : isToken(requestId) ? requestId : newToken(),
      values,
      errors: state.state === 'invalid' ? state.errors : {},
      notice: state.state === 'refused' ? state.notice : null,
    },
  }
}
