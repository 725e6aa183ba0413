/** From which network something came: what limits are counted by. Never shown, and never taken from what a client may write. */
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { isIP, isIPv4 } from 'node:net'

/**
 * From now on every request says at the end of its `X-Forwarded-For` from which address its connection came, as a proxy
 * would write it: Next.js gives no page or route the connection itself, and keeps a header that a client has made up.
 */
export function recordPeers(): void {
  subscribe('http.server.request.start', (event) => {
    if (isRequestEvent(event)) {
      const { headers, socket } = event.request
      headers['x-forwarded-for'] = [headers['x-forwarded-for'], socket.remoteAddress]
        .filter(Boolean)
        .join(', ')
    }
  })
}

const isRequestEvent = (event: unknown): event is { readonly request: IncomingMessage } =>
  typeof event === 'object' && event !== null && 'request' in event

/**
 * The network of whoever sent this, by peers as recorded and as many proxies of our own as `hops`: an IPv4 /24 or an
 * IPv6 /64, because who has one address there has them all. Null when it cannot be told.
 */
export function networkOf(headers: Pick<Headers, 'get'>, hops: number): string | null {
  const address = addressOf(headers, hops)
  if (address === null) return null
  if (isIPv4(address)) return `${address.split('.').slice(0, 3).join('.')}.0/24`
  return `${groupsOf(address).slice(0, 4).join(':')}::/64`
}

/**
 * Whether a network is this machine's or a private one. Customers of a public form do not write from there; a proxy of
 * ours does that nobody has told us of, and then it stands for all of them.
 */
export const isOurSide = (network: string) =>
  /^(?:127|10|192\.168|172\.(?:1[6-9]|2\d|3[01])|169\.254)\.|^(?:0:0:0:0|f[cd]..:.*|fe[89ab].:.*)::\/64$/.test(
    network,
  )

/** The narrower of the two: an IPv4 address whole, because a /24 is many offices; an IPv6 /64. */
export function hostOf(headers: Pick<Headers, 'get'>, hops: number): string | null {
  const address = addressOf(headers, hops)
  return address !== null && isIPv4(address) ? address : networkOf(headers, hops)
}

function addressOf(headers: Pick<Headers, 'get'>, hops: number): string | null {
  const chain = (headers.get('x-forwarded-for') ?? '').split(',').map((entry) => entry.trim())
  const address =
    chain
      .at(-1 - hops)
      ?.replace(/^::ffff:(?=\d+\.)/i, '')
      .replace(/%.*$/, '') ?? ''
  return isIP(address) === 0 ? null : address
}

/** The eight groups of an IPv6 address, without leading zeros. */
function groupsOf(address: string): string[] {
  const [head = [], tail = []] = address
    .toLowerCase()
    .split('::')
    .map((part) => part.split(':').filter(Boolean))
  const zeros = Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0')
  return [...head, ...zeros, ...tail].map((group) => group.replace(/^0+(?=.)/, ''))
}
