/** The addresses of DESIGN.md section 2, written in one place. */

export const formPath = (form: string) => (form === 'support' ? '/' : `/f/${encodeURIComponent(form)}`)
export const embedPath = (form: string) => `/embed/${encodeURIComponent(form)}`
/** What a form in a frame asks for once somebody uses it. */
export const laterPath = (form: string) => `/f/${encodeURIComponent(form)}/later`
/** @param place a form in a frame is answered in that frame. */
export const submitPath = (form: string, place: 'page' | 'frame' = 'page') =>
  `/submit/${encodeURIComponent(form)}${place === 'frame' ? '?framed' : ''}`
export const threadPath = (token: string) => `/t/${token}`
export const replyPath = (token: string) => `/t/${token}/reply`
export const solvedPath = (token: string) => `/t/${token}/solved`
export const ratingPath = (token: string) => `/t/${token}/rating`
export const newsPath = (token: string) => `/t/${token}/messages`
export const downloadPath = (token: string) => `/t/${token}/download`
export const confirmPath = (token: string) => `/t/${token}/confirm`
export const listPath = '/threads'
export const listedPath = (reference: string) => `/threads/${encodeURIComponent(reference)}`
export const signOutPath = '/threads/sign-out'
export const deskPath = '/desk'
export const deskSignInPath = '/desk/sign-in'
export const deskSignOutPath = '/desk/sign-out'
export const repliesPath = '/desk/replies'
export const changeRepliesPath = '/desk/replies/change'
export const conversationPath = (slug: string) => `/desk/conversations/${encodeURIComponent(slug)}`
export const deskNewsPath = (view: string) => `/desk/news/${view}`
export const conversationNewsPath = (slug: string) => `${conversationPath(slug)}/news`
export const sayPath = (slug: string) => `${conversationPath(slug)}/messages`
export const changePath = (slug: string) => `${conversationPath(slug)}/change`
export const sortingPath = (slug: string) => `${conversationPath(slug)}/sorting`
/** Whether a page belongs to the desk: it has languages and a stylesheet of its own. */
export const isOfDesk = (path: string) => /^\/desk(?:[/?]|$)/.test(path)
export const askPath = '/link'
export const askTarget = '/link/send'
export const demoPath = '/demo'

/** What an address may ask of the look of its page. */
export const lookWords = ['theme', 'accent', 'radius', 'font'] as const

/**
 * `path` with what the address of the page before it asked of look and language (its language and its look), so that the next
 * page goes on with it. Other words of that address stay behind.
 */
export function inManner(path: string, asked: Readonly<Record<string, unknown>>): string {
  const manner = ['lang', ...lookWords].flatMap((name) => {
    const word = asked[name]
    return typeof word === 'string' && /^#?[\w-]{1,35}$/.test(word)
      ? [`${name}=${encodeURIComponent(word)}`]
      : []
  })
  return manner.length === 0 ? path : withQuery(path, manner.join('&'))
}

export const withQuery = (path: string, query: string) => `${path}${path.includes('?') ? '&' : '?'}${query}`

/** What the address of a request asks. */
export const askedOf = (request: Request) => Object.fromEntries(new URL(request.url).searchParams)
