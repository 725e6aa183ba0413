/** The script of the embed as the build has made it (scripts/embed.mjs); read once. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type {} from '#components/embed/bridge-script.tsx'

/**
 * The half inside the frame, for `BridgeScript`. It stands in the page itself, so that the frame has its height before
 * anything else is loaded.
 */
export function loadBridge(): void {
  globalThis.deskbellBridge ??= readFileSync(
    join(/* turbopackIgnore: true */ process.cwd(), 'public', 'embed', 'bridge.js'),
    'utf8',
  )
}
