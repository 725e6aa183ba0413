/** The frame on pages of others: whether it can get there from the public address at all, as far as a start can know. */
import { isLoopback } from '#lib/env/loopback.ts'

/**
 * Those of `framers` on whose pages no frame from `appUrl` comes up: they are public and encrypted (`isEmbedOrigin`), and
 * browsers load nothing unencrypted into such a page, and look for a loopback name on the customer's own machine.
 */
export function outOfReach(appUrl: string, framers: readonly string[]): readonly string[] {
  const { protocol, hostname } = new URL(appUrl)
  if (protocol === 'https:' && !isLoopback(hostname)) return []
  return [...new Set(framers)].filter((framer) => !isLoopback(new URL(framer).hostname))
}
