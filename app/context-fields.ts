/** What a request carries without being asked, as far as the server knows it when the form is drawn. */
import { headers } from 'next/headers'
import { environment } from '#lib/env/env.ts'
import { checkContext, contextFields } from '#lib/form/context.ts'
import type { FormDefinition } from '#lib/form/definition.ts'
import type { Locale } from '#lib/i18n/locale.ts'

type Search = Readonly<Record<string, string | string[] | undefined>>

export interface ContextField {
  readonly name: string
  readonly value: string
}

/** One hidden field for each part of the context that this form asks for; scripts fill in what only a browser knows. */
export async function contextOf(
  form: FormDefinition,
  search: Search,
  locale: Locale,
): Promise<ContextField[]> {
  if (!form.context) return []
  const given = await headers()
  const known: Readonly<Record<string, string>> = {
    ...pageOf(given),
    locale,
  }
  return contextFields(form.context).map((name) => {
    const key = name.slice('context-'.length)
    const asked = search[key]
    const value = known[key] ?? (typeof asked === 'string' ? asked : '')
    return { name, value: checkContext(key, value) }
  })
}

/** In a frame the page is the one around it, and a script has to ask it for its path; before that, a browser says its origin. */
function pageOf(given: Headers): Readonly<Record<string, string>> {
  const referrer = foreignOrigin(given.get('referer'))
  if (given.get('x-framers')) return { page_origin: referrer }
  return {
    page_origin: environment().appUrl,
    page_path: given.get('x-path') ?? '',
    referrer_origin: referrer,
  }
}

/** Where a visitor came from; not which page of it. */
function foreignOrigin(referer: string | null): string {
  if (!referer || !URL.canParse(referer)) return ''
  const { origin } = new URL(referer)
  return origin === environment().appUrl ? '' : origin
}
