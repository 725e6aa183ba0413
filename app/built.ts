/** What stands in the document of a form as the build has made it; read once. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Built } from '#components/page/built.ts'

/** Once `next build` has compiled the styles (scripts/first-style.mjs); the development server has none. */
const styleFile = '.next/static/first-style.json'

/** `next build` removes what is for development alone. */
const inDevelopment = process.env.NODE_ENV === 'development'

interface Styles {
  /** For FirstStyle. */
  readonly first: string
  /** The address of all of them, empty in development. */
  readonly sheet: string
}

/** For the components that write it into the document. @param locale of the page. */
export async function loadStyles(place: 'page' | 'frame', locale: string): Promise<Styles> {
  if (inDevelopment) await import('./development.ts')
  const built = globalThis.deskbellBuilt ?? read()
  globalThis.deskbellBuilt = built
  const spoken = `${place}.${locale}`
  return { first: spoken in built.first ? spoken : place, sheet: built.sheet }
}

const read = (): Built => ({
  bridge: textOf('public/embed/bridge.js'),
  drafts: textOf('public/embed/drafts.js'),
  ...(inDevelopment ? { first: {}, sheet: '' } : JSON.parse(textOf(styleFile))),
})

const textOf = (path: string) => readFileSync(join(/* turbopackIgnore: true */ process.cwd(), path), 'utf8')
