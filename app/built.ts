/** What stands in the document of a form as the build has made it; read once, so that a later build changes nothing here. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Built } from '#components/page/built.ts'

/** Once `next build` has compiled the styles (scripts/first-style.mjs); the development server has none. */
const styleFile = '.next/static/first-style.json'

/** The process's own; kept on globalThis for the components that write it into the document. @throws when there is no build. */
export function built(): Built {
  const built = globalThis.deskbellBuilt ?? {
    bridge: textOf('public/embed/bridge.js'),
    drafts: textOf('public/embed/drafts.js'),
    ...(process.env.NODE_ENV === 'development' ? { first: {}, sheet: '' } : JSON.parse(textOf(styleFile))),
  }
  globalThis.deskbellBuilt = built
  return built
}

const textOf = (path: string) => readFileSync(join(/* turbopackIgnore: true */ process.cwd(), path), 'utf8')
