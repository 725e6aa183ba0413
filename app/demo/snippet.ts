/** What an operator copies into a page, for each way of embedding a form. */
import { embedPath, formPath } from '../paths.ts'
import type { Choice } from './choice.ts'

interface Site {
  /** The origin of this installation. */
  readonly appUrl: string
  /** What the frame is called, in the language of the form. */
  readonly title: string
  /** Of the form, so that nothing moves while it comes. */
  readonly heightPx: number
}

export function snippetOf(choice: Choice, site: Site): string {
  return { element, iframe: plain, launcher, react, link }[choice.mode](choice, site)
}

/** The address of the frame with the look that was chosen. */
export function frameSource({ form, theme, accent, lang }: Choice, { appUrl }: Pick<Site, 'appUrl'>): string {
  const look = Object.entries({ theme: theme === 'auto' ? null : theme, accent, lang }).flatMap(
    ([name, value]) => (value ? [[name, value]] : []),
  )
  const query = new URLSearchParams(look).toString()
  return appUrl + embedPath(form) + (query && `?${query}`)
}

const element = (choice: Choice, site: Site) => `<support-form form="${choice.form}">
${indented(iframe(choice, site))}
</support-form>
<script type="module" async src="${site.appUrl}/embed/v1.js"></script>`

const iframe = (choice: Choice, site: Site, more = '') => `<iframe src="${escaped(frameSource(choice, site))}"
        title="${escaped(site.title)}" width="100%" height="${site.heightPx}" frameborder="0" align="top"${more}
        loading="lazy" referrerpolicy="strict-origin-when-cross-origin" allow="clipboard-write"></iframe>`

/** Without the script; where a browser fits frames to their content by itself, it may do so, within bounds. */
const plain = (choice: Choice, site: Site) => {
  const bounds = `min-height:${site.heightPx}px;max-height:${site.heightPx * 2}px`
  return iframe(choice, site, `\n        style="height:auto;${bounds};frame-sizing:content-height"`)
}

const launcher = ({ form, theme, accent, lang }: Choice, { appUrl, title }: Site) => {
  const look = Object.entries({ theme: theme === 'auto' ? null : theme, accent, lang })
    .flatMap(([name, value]) => (value ? [` data-${name}="${escaped(value)}"`] : []))
    .join('')
  return `<a href="${appUrl}${formPath(form)}" data-support-form="${form}"${look}>${escaped(title)}</a>
<script type="module" async src="${appUrl}/embed/v1.js"></script>`
}

const react = ({ form, theme, accent, lang }: Choice, { appUrl, title, heightPx }: Site) => {
  const look = Object.entries({ theme: theme === 'auto' ? null : theme, accent, lang })
    .flatMap(([name, value]) => (value ? [`\n  ${name}="${escaped(value)}"`] : []))
    .join('')
  return `<SupportForm
  origin="${appUrl}"
  form="${form}"
  title="${escaped(title)}"
  height={${heightPx}}${look}
/>`
}

const link = ({ form }: Choice, { appUrl, title }: Site) =>
  `<a href="${appUrl}${formPath(form)}">${escaped(title)}</a>`

const indented = (text: string) => text.replaceAll(/^/gm, '  ')

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
