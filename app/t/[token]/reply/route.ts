/** `POST /t/<token>/reply`: the reply box's door for everyone whose JavaScript has not run. */
import { environment } from '#lib/env/env.ts'
import type { ReplyState } from '#lib/form/state.ts'
import { isToken, newToken } from '#lib/threads/access.ts'
import { type Answer, answerNative, redirectTo } from '../../../intake/native.ts'
import { isReopening, takeReply } from '../../../intake/reply.ts'
import { wordsOf } from '../../../language.ts'
import { askedOf, inManner, replyPath, threadPath } from '../../../paths.ts'
import { keptReplyPlace } from '../kept.ts'

export async function POST(
  request: Request,
  { params }: { params: Promise<{ token: string }> },
): Promise<Response> {
  const { token } = await params
  const words = await wordsOf(request)
  return answerNative(request, {
    words,
    place: keptReplyPlace(token),
    back: { path: inManner(threadPath(token), askedOf(request)), fragment: 'reply' },
    target: inManner(replyPath(token), askedOf(request)),
    async take(posted) {
      const state = await takeReply(words, token, posted)
      return (
        state && {
          state,
          next: nextOf(
            state,
            inManner(
              `${threadPath(token)}?replied=${isReopening(posted) ? 'reopened' : '1'}`,
              askedOf(request),
            ),
            posted.read('request'),
          ),
        }
      )
    },
  })
}

/** Somebody reloaded, or pressed Enter in the address bar: the conversation is one step away. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ token: string }> },
): Promise<Response> {
  return redirectTo(environment().appUrl, inManner(threadPath((await params).token), askedOf(request)))
}

function nextOf(state: ReplyState, repliedPath: string, requestId: string): Answer['next'] {
  if (state.state === 'accepted') return { path: `${repliedPath}#reply` }
  return {
    keep: {
      requestId: state.state === 'refused' ? state.requestId : isToken(requestId) ? requestId : newToken(),
      values: { message: state.text, ...(state.state === 'previewed' && { preview: '1' }) },
      errors: state.state === 'invalid' ? state.errors : {},
      notice: state.state === 'refused' ? state.notice : null,
    },
  }
}
