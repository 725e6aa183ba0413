/** What every answer says that says nothing else: some requests are answered before any code of ours is asked. */
import type { IncomingMessage, ServerResponse } from 'node:http'

/** As next.config.mjs and proxy.ts have them for what they answer (security.md 2.14). */
const fallback = {
  'Strict-Transport-Security': 'max-age=31536000',
  'X-Content-Type-Options': 'nosniff',
  'Permissions-Policy':
    'camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=(), browsing-topics=()',
  'Content-Security-Policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'same-origin',
  'Cache-Control': 'private, no-store',
} as const

/** Fills in what is missing as the head of the answer is written. */
export function completeAnswer({ url = '' }: IncomingMessage, response: ServerResponse): void {
  if (isFile.test(url)) return
  response.writeHead = new Proxy(response.writeHead, {
    apply(writeHead, self, args) {
      // Who asks whether something is new knows the headers from before.
      if (args[0] !== 304) complete(response)
      return Reflect.apply(writeHead, self, args)
    },
  })
}

/** The same for everybody, kept by caches, and shown by no browser as a page. */
const isFile = /^\/(?:_next\/static|embed\/[^/?]+\.js)\b/

function complete(response: ServerResponse): void {
  // A form's page in a frame has a policy, and no word for browsers that know none.
  const isBare = !response.hasHeader('Content-Security-Policy')
  for (const [name, value] of Object.entries(fallback))
    if (!response.hasHeader(name)) response.setHeader(name, value)
  if (isBare) response.setHeader('X-Frame-Options', 'DENY')
}
