/** The door of the small forms of a thread: back to where the conversation stands, with what is to be mended if anything. */
import { environment } from '#lib/env/env.ts'
import type { MarkState } from '#lib/form/state.ts'
import type { Translate } from '#lib/i18n/translator.ts'
import { isToken, newToken } from '#lib/threads/access.ts'
import { type Answer, answerNative, redirectTo } from '../../intake/native.ts'
import type { Posted } from '../../intake/posted.ts'
import { wordsOf } from '../../language.ts'
import { askedOf, inManner, threadPath } from '../../paths.ts'
import { keptMarkPlace } from './kept.ts'

export interface TokenContext {
  readonly params: Promise<{ token: string }>
}

interface Mark {
  targetOf(token: string): string
  take(t: Translate, token: string, posted: Posted): Promise<MarkState | null>
}

export async function answerMark(
  request: Request,
  { params }: TokenContext,
  { targetOf, take }: Mark,
): Promise<Response> {
  const { token } = await params
  const words = await wordsOf(request)
  const path = inManner(threadPath(token), askedOf(request))
  return answerNative(request, {
    words,
    place: keptMarkPlace(token),
    back: { path, fragment: 'standing' },
    target: inManner(targetOf(token), askedOf(request)),
    async take(posted) {
      const state = await take(words, token, posted)
      return state && { state, next: nextOf(state, path, posted) }
    },
  })
}

function nextOf(state: MarkState, path: string, { read }: Posted): Answer['next'] {
  if (state.state === 'accepted') return { path: `${path}#standing` }
  const requestId = isToken(read('request')) ? read('request') : newToken()
  const values = { rating: read('rating'), comment: read('comment') }
  return { keep: { requestId, values, errors: {}, notice: state.notice } }
}

/** Somebody reloaded, or pressed Enter in the address bar: the conversation is one step away. */
export async function backToThread(request: Request, { params }: TokenContext): Promise<Response> {
  const path = inManner(threadPath((await params).token), askedOf(request))
  return redirectTo(environment().appUrl, path)
}
