/** What the desk's doors answer to whatever is not a form of its own pages. */
import { environment } from '#lib/env/env.ts'
import { isSameOrigin } from '#lib/guard/origin.ts'
import { plainPage } from '../intake/plain-page.ts'
import { wordsOf } from '../language.ts'

export async function refuse(
  request: Request,
  status: number,
  refusal: 'foreign' | 'malformed' | 'nowhere',
): Promise<Response> {
  const t = await wordsOf(request)
  return plainPage(t, status, t(`refusal.${refusal}.heading`), t(`refusal.${refusal}.sentence`))
}

/** Null for a form of our own page: the first question of every door (security.md 2.4). */
export const refuseForeign = async (request: Request): Promise<Response | null> =>
  isSameOrigin(request.headers, environment().appUrl) ? null : refuse(request, 403, 'foreign')
