/** What stands in the document of a frame as the build has made it; read once. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BuiltFrame } from '#components/embed/built.ts'

/** Once `next build` has compiled the styles (scripts/frame-style.mjs); the development server has none. */
const styleFile = '.next/static/frame-style.json'

/** `next build` removes what is for development alone. */
const inDevelopment = process.env.NODE_ENV === 'development'

/** For the components that write it into the document. @returns the address of the whole style sheet, empty in development. */
export async function loadFrame(): Promise<string> {
  if (inDevelopment) await import('./development.ts')
  const built = globalThis.deskbellFrame ?? read()
  globalThis.deskbellFrame = built
  return built.sheet
}

const read = (): BuiltFrame => ({
  bridge: textOf('public/embed/bridge.js'),
  drafts: textOf('public/embed/drafts.js'),
  ...(inDevelopment ? { first: '', sheet: '' } : JSON.parse(textOf(styleFile))),
})

const textOf = (path: string) => readFileSync(join(/* turbopackIgnore: true */ process.cwd(), path), 'utf8')
