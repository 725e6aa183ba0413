/** `POST /t/<token>/reply`: the reply box's door for everyone whose JavaScript has not run. */
import { environment } from '#lib/env/env.ts'
import type { ReplyState } from '#lib/form/state.ts'
import { isToken, newToken } from '#lib/threads/access.ts'
import { type Answer, answerNative, redirectTo } from '../../../intake/native.ts'
import { takeReply } from '../../../intake/reply.ts'
import { replyPath, threadPath } from '../../../paths.ts'
import { keptReplyPlace } from '../kept.ts'

export async function POST(
  request: Request,
  { params }: { params: Promise<{ token: string }> },
): Promise<Response> {
  const { token } = await params
  return answerNative(request, {
    place: keptReplyPlace(token),
    back: { path: threadPath(token), fragment: 'reply' },
    target: replyPath(token),
    async take(posted) {
      const state = await takeReply(token, posted)
      return state && { state, next: nextOf(state, token, posted.read('request')) }
    },
  })
}

/** Somebody reloaded, or pressed Enter in the address bar: the conversation is one step away. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ token: string }> },
): Promise<Response> {
  return redirectTo(environment().appUrl, threadPath((await params).token))
}

function nextOf(state: ReplyState, token: string, requestId: string): Answer['next'] {
  if (state.state === 'accepted') return { path: `${threadPath(token)}?replied=1#reply` }
  return {
    keep: {
      requestId: state.state === 'refused' ? state.requestId : isToken(requestId) ? requestId : newToken(),
      values: { message: state.text },
      errors: state.state === 'invalid' ? state.errors : {},
      notice: state.state === 'refused' ? state.notice : null,
    },
  }
}
