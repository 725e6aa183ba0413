/** The scripts of the embed as the build has made them (scripts/embed.mjs); read once. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const read = new Map<string, string>()

function readBuilt(name: string): string {
  const known = read.get(name)
  if (known !== undefined) return known
  const content = readFileSync(
    join(/* turbopackIgnore: true */ process.cwd(), 'public', 'embed', name),
    'utf8',
  )
  read.set(name, content)
  return content
}

/** The half inside the frame. It stands in the page itself, so that the frame has its height before anything else is loaded. */
export const readBridge = () => readBuilt('bridge.js')
