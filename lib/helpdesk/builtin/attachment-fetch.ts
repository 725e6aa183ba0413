/** Fetching what a caller names by its address: only from the public internet, and only the address that was checked. */
import { lookup } from 'node:dns/promises'
import type { ClientRequest, IncomingMessage } from 'node:http'
import { type RequestOptions, request } from 'node:https'
import { BlockList, isIP } from 'node:net'

/** What fetching works with; a test brings its own. */
export interface Network {
  request(url: URL, options: RequestOptions, answered: (answer: IncomingMessage) => void): ClientRequest
  /** Every address of a host. */
  resolve(host: string): Promise<readonly Address[]>
  mayReach(address: Address): boolean
  /** For resolving, connecting and the whole file together. */
  readonly timeoutMs: number
}

export interface Address {
  readonly address: string
  /** 4 or 6. */
  readonly family: number
}

export const internet: Network = {
  request,
  resolve: (host) => lookup(host, { all: true }),
  mayReach: isPublic,
  timeoutMs: 10_000,
}

/**
 * The body at `url`, or null: not https on its usual port, a host with an address that is not public, any answer but
 * 200 (redirects are not followed), or no answer. Whoever gets a stream reads it to its end or destroys it; it
 * breaks off with an error when the time is up.
 */
export async function fetchPublic(url: URL, network: Network = internet): Promise<IncomingMessage | null> {
  if (url.protocol !== 'https:' || url.port !== '' || url.username !== '' || url.password !== '') return null
  const deadline = AbortSignal.timeout(network.timeoutMs)
  const address = await reachable(url.hostname.replace(/^\[|\]$/g, ''), network)
  return address && get(url, address, network, deadline)
}

/** All addresses must be public: which of them is used must not depend on luck. */
async function reachable(host: string, { resolve, mayReach }: Network): Promise<Address | null> {
  const family = isIP(host)
  const addresses = family ? [{ address: host, family }] : await resolve(host).catch(() => [])
  const [first] = addresses
  return first && addresses.every(mayReach) ? first : null
}

/** The connection is made to the address that was checked: asking the name again could give another (rebinding). */
function get(url: URL, { address, family }: Address, network: Network, signal: AbortSignal) {
  return new Promise<IncomingMessage | null>((resolve) => {
    const headers = { Accept: '*/*', 'User-Agent': 'Deskbell' }
    const settings = { agent: false, headers, signal, servername: isIP(url.hostname) ? '' : url.hostname }
    const call = network.request(
      url,
      {
        ...settings,
        lookup: (_host, options, done) =>
          options.all ? done(null, [{ address, family }]) : done(null, address, family),
      },
      (answer) => {
        if (answer.statusCode === 200) return resolve(answer)
        answer.destroy()
        resolve(null)
      },
    )
    call.on('error', () => resolve(null))
    call.end()
  })
}

/** IANA's special-purpose registries; of IPv6 only what is given out for the public (2000::/3) is reached at all. */
function isPublic({ address, family }: Address): boolean {
  if (family === 4) return !notPublic.check(address, 'ipv4')
  return global.check(address, 'ipv6') && !notPublic.check(address, 'ipv6')
}

const global = new BlockList()
global.addSubnet('2000::', 3, 'ipv6')

const notPublic = new BlockList()
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  notPublic.addSubnet(net, prefix, 'ipv4')
for (const [net, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  notPublic.addSubnet(net, prefix, 'ipv6')
