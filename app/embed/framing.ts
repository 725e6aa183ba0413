/** Who may frame a form: what its configuration says, as the process was started; everything else is framed by nobody. */
import { environment } from '#lib/env/env.ts'
import { formAt } from '#lib/form/definition.ts'
import { support } from '#lib/form/support.ts'

/** The origins that may frame the form at `slug`; none for a form that does not exist. */
export function framersOf(slug: string | null): readonly string[] {
  const form = slug === null ? null : formAt(support(), slug)
  if (!form) return []
  const { embedOrigins } = environment()
  const named = embedOrigins ?? form.embedOrigins ?? []
  return [...new Set([...named.map(asBrowsersSay), ...sitesOfDemo()])]
}

/** A browser leaves the port out where it goes without saying. */
const asBrowsersSay = (origin: string) => origin.replace(/(?<=^https:.*):443$|(?<=^http:.*):80$/, '')

/** The same as a regular expression, for the frame itself: whole origins, with one host or more in place of `*`. */
export function framerPattern(framers: string): string {
  if (framers === '') return ''
  const each = framers
    .split(' ')
    .map((framer) => framer.replace(/[.[\]]/g, '\\$&').replace('*', '[a-z0-9.-]+'))
  return `^(${each.join('|')})$`
}

/** The slug of the form that is framed at `path`; null for every other page. */
export const embeddedForm = (path: string) => /^\/embed\/(?<slug>[\w-]+)$/.exec(path)?.groups?.slug ?? null

/** The policy's word for `framers`. */
export const frameAncestors = (framers: readonly string[]) =>
  `frame-ancestors ${framers.length > 0 ? framers.join(' ') : "'none'"}`

/**
 * The demo page is served by this process too. On one's own machine it is opened under the other name of loopback, because
 * that makes it a different site, as a shop in front of a helpdesk is.
 */
export function sitesOfDemo(): readonly string[] {
  const { demo, appUrl } = environment()
  if (!demo) return []
  const { protocol, hostname, port, origin } = new URL(appUrl)
  const other = otherLoopback[hostname]
  return other ? [`${protocol}//${other}${port && `:${port}`}`, origin] : [origin]
}

const otherLoopback: Readonly<Record<string, string>> = { localhost: '127.0.0.1', '127.0.0.1': 'localhost' }
