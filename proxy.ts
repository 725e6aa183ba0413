/** Per-page headers: a fresh nonce, the content security policy of the route, and what the page may know of its address. */
import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { environment } from '#lib/env/env.ts'
import { captchaSources } from './app/captcha-sources.ts'
import { embeddedForm, frameAncestors, framersOf, sitesOfDemo } from './app/embed/framing.ts'
import { placeAt } from './app/nowhere.ts'
import { demoPath, lookWords } from './app/paths.ts'
import { answerWithoutPage } from './app/unreadable-address.ts'

/**
 * Routes with a body of their own are left out: Next.js cuts bodies off at 10 MB on the routes that match. Addresses
 * with a `%` are looked at wherever they lead; none that takes a large body has one.
 */
export const config = {
  matcher: [
    '/((?!_next/static/|embed/[^/]+[.]js$|api/|submit/|challenge/|uploads/|uploads$|t/[^/]+/(?:reply|solved|rating|messages)$|desk/conversations/[^/]+/messages$).*)',
    '/(.*%.*)',
  ],
}

export async function proxy(request: NextRequest): Promise<NextResponse> {
  const answer = answerWithoutPage(request) ?? refuseMethod(request)
  if (answer) return answer
  const nonce = randomBytes(16).toString('base64')
  const { pathname, searchParams } = request.nextUrl
  const framers = framersOf(embeddedForm(pathname))
  const captcha = isForm(pathname) || embeddedForm(pathname) ? captchaSources() : []
  const framed = pathname === demoPath ? sitesOfDemo() : captcha
  const policy = contentSecurityPolicy(nonce, { framers, framed, captcha })
  const headers = new Headers(request.headers)
  for (const name of ['next-resume', 'x-middleware-subrequest']) headers.delete(name)
  headers.set('x-nonce', nonce)
  headers.set('content-security-policy', policy)
  headers.set('x-path', pathname)
  headers.set('x-framers', framers.join(' '))
  for (const name of ['lang', ...lookWords]) headers.set(`x-${name}`, plainWord(searchParams.get(name)))
  const place = await placeAt(pathname)
  headers.set('x-begun-in', place.locale ?? '')
  const changed = { request: { headers } }
  const response = place.isNowhere
    ? NextResponse.rewrite(new URL('/-', request.url), changed)
    : NextResponse.next(changed)
  response.headers.set('Content-Security-Policy', policy)
  for (const [name, value] of Object.entries(pageHeaders(pathname, framers)))
    response.headers.set(name, value)
  // What a captcha frames need not say that it may be framed here.
  if (captcha.length > 0) response.headers.delete('Cross-Origin-Embedder-Policy')
  const better = betterLoopbackName(request)
  // Not a redirect: Next.js would cut the address down to its path, because it takes both names for its own.
  if (better) response.headers.set('Refresh', `0; url=${better}`)
  return response
}

/** The doors that take a post; all the others that do are not seen here. */
const takesPosts =
  /^\/(?:link\/send|identity|threads\/[^/]+|t\/[^/]+\/confirm|desk\/sign-(?:in|out)|desk\/replies\/change|desk\/conversations\/[^/]+\/(?:change|sorting))$/

/**
 * A page takes no posts but those for an action of ours. Next.js reads any form that is posted to a page as if it named
 * one, and answers 500 when it does not (security.md S70).
 */
function refuseMethod({ method, headers, nextUrl: { pathname } }: NextRequest): NextResponse | null {
  if (method === 'GET' || method === 'HEAD' || takesPosts.test(pathname)) return null
  if (method === 'POST' && headers.has('next-action')) return null
  return new NextResponse(null, {
    status: 405,
    headers: {
      ...pageHeaders('', []),
      Allow: 'GET, HEAD',
      'Content-Security-Policy':
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    },
  })
}

/** Whoever reads it compares it with a list; but a header cannot carry every text that an address can. */
const plainWord = (text: string | null) => (text && /^#?[\w-]{1,35}$/.test(text) ? text : '')

/**
 * On one's own machine 127.0.0.1 and localhost are the same server but not the same origin: a form opened under the name
 * that APP_URL does not have could never be sent. Only loopback names are moved; in front of others may stand a proxy.
 */
function betterLoopbackName({ method, headers, nextUrl }: NextRequest): string | null {
  const own = new URL(environment().appUrl)
  const host = headers.get('host') ?? own.host
  const isPage = /^\/(?:$|[ft]\/|link$|threads$|desk(?:\/|$))/.test(nextUrl.pathname)
  if (method !== 'GET' || !isPage || host === own.host) return null
  const [asked, here] = [host, own.host].map((name) => /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.exec(name))
  if (!asked || !here || asked[2] !== here[2]) return null
  return new URL(nextUrl.pathname + nextUrl.search, own).href
}

/** The development server evaluates its updates and writes styles into the page; `next build` removes the difference. */
const inDevelopment = process.env.NODE_ENV === 'development'

interface Framing {
  /** Who may frame the page. */
  readonly framers: readonly string[]
  /** What the page may frame. */
  readonly framed: readonly string[]
  /** Whose scripts run in the page beside our own: they know nothing of Trusted Types. */
  readonly captcha: readonly string[]
}

/** security.md 2.14. Only embedded forms may be framed. */
const contentSecurityPolicy = (nonce: string, { framers, framed, captcha }: Framing) =>
  [
    "default-src 'none'",
    [
      'script-src',
      `'nonce-${nonce}'`,
      "'strict-dynamic'",
      ...captcha,
      ...(inDevelopment ? ["'unsafe-eval'"] : []),
    ].join(' '),
    ['style-src', "'self'", inDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`, ...captcha].join(' '),
    ['connect-src', "'self'", ...captcha].join(' '),
    `img-src 'self' data: blob:${filesSource()}`,
    "font-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "worker-src 'self'",
    ...(framed.length > 0 ? [`frame-src ${framed.join(' ')}`] : []),
    frameAncestors(framers),
    ...(inDevelopment || captcha.length > 0
      ? []
      : ["require-trusted-types-for 'script'", 'trusted-types default nextjs']),
  ].join('; ')

/** Previews come from where files are served, if that is an origin of its own. */
function filesSource(): string {
  const { appUrl, files } = environment()
  return files.origin === appUrl ? '' : ` ${files.origin}`
}

const isForm = (path: string) => path === '/' || path.startsWith('/f/')

/** What a page of a form may do and be used for, wherever it stands. */
const formPage = {
  'Cache-Control': 'private, no-store',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
}

const notIndexed = { 'X-Robots-Tag': 'noindex, nofollow' }

/** For browsers that do not know `frame-ancestors`; where that allows somebody, this could only forbid it. */
const unframed = { 'X-Frame-Options': 'DENY' }

/** Never `no-referrer`: a form sent without JavaScript would then come with `Origin: null`. */
function pageHeaders(path: string, framers: readonly string[]): Record<string, string> {
  if (framers.length > 0) return { ...formPage, ...notIndexed }
  if (isForm(path)) return { ...formPage, ...unframed }
  return {
    ...unframed,
    ...notIndexed,
    'Cache-Control': 'private, no-store',
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
  }
}
