/** The language of a request: decided here, once, for pages, actions and doors alike. */
import { headers } from 'next/headers'
import { cache } from 'react'
import { database } from '#lib/db/open.ts'
import { offerOf } from '#lib/form/definition.ts'
import { support } from '#lib/form/support.ts'
import { chooseLocale, matchLocale, type Offer } from '#lib/i18n/locale.ts'
import { staffLocales } from '#lib/i18n/staff.ts'
import { type Translate, translator } from '#lib/i18n/translator.ts'
import { log } from '#lib/log/log.ts'
import { openThread } from '#lib/threads/access.ts'
import { isOfDesk } from './paths.ts'

/** The words for the page or the action that is being answered: proxy.ts has written down what its address says. */
export const wordsHere = cache(async (): Promise<Translate> => {
  const given = await headers()
  return wordsFor({
    path: given.get('x-path') ?? '',
    asked: given.get('x-lang'),
    accepted: given.get('accept-language'),
    remembered: () => given.get('x-begun-in'),
  })
})

/** The words for a route handler, which proxy.ts may have left out. */
export function wordsOf(request: Request): Promise<Translate> {
  const { pathname, searchParams } = new URL(request.url)
  return wordsFor({
    path: pathname,
    asked: searchParams.get('lang'),
    accepted: request.headers.get('accept-language'),
    remembered: () => localeOfThread(pathname),
  })
}

interface Asking {
  readonly path: string
  readonly asked: string | null
  readonly accepted: string | null
  /** The language that the conversation of this address was begun in: looked up only where none is asked for. */
  remembered(): string | null | Promise<string | null>
}

async function wordsFor({ path, asked, accepted, remembered }: Asking): Promise<Translate> {
  const offered: Offer = isOfDesk(path) ? staffLocales : offerOf(support())
  const known = matchLocale(offered, asked) ? null : await remembered()
  return translator(chooseLocale(offered, { asked, remembered: known, accepted }))
}

/** What a conversation was begun in. A database that does not answer is for the page to say, in any language. */
async function localeOfThread(path: string): Promise<string | null> {
  const token = /^\/t\/(?<token>[\w-]{43})(?:\/|$)/.exec(path)?.groups?.token
  if (!token) return null
  try {
    return (await openThread(await database(), token))?.locale ?? null
  } catch (error) {
    log().error({ err: error }, 'the language of a conversation could not be read')
    return null
  }
}
