/** The sender of a request as a table may hold it: the same for the same address, and telling nothing of it. */
import { createHmac } from 'node:crypto'
import { environment } from '#lib/env/env.ts'
import { keyFor } from '#lib/signed/key.ts'
import { hostOf } from './network.ts'

/**
 * A hash of the IPv4 address or the IPv6 /64, made with the first of APP_SECRET: without it, trying all addresses would
 * tell which one it is. All those whose address cannot be told are one sender.
 */
export function senderOf(headers: Pick<Headers, 'get'>): string {
  const { appSecrets, trustedProxyHops } = environment()
  return createHmac('sha256', keyFor(appSecrets[0], 'sender'))
    .update(hostOf(headers, trustedProxyHops) ?? '')
    .digest('hex')
}
