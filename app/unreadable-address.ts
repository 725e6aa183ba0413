/** Addresses that are no pages: answered before any page looks at them. */
import { type NextRequest, NextResponse } from 'next/server'

/**
 * The answer where `request` is not for a page, else null. Next.js would answer 500 to a part of an address that cannot
 * be decoded: it is one that nothing has.
 */
export function answerWithoutPage({ nextUrl: { pathname } }: NextRequest): NextResponse | null {
  if (!withoutPage.test(pathname)) return null
  return canBeDecoded(pathname) ? NextResponse.next() : notFound()
}

/** The addresses that proxy.ts leaves alone, unless there is a `%` in them. */
const withoutPage =
  /^\/(?:_next\/static\/|embed\/[^/]+\.js$|api\/|submit\/|challenge\/|uploads\/|uploads$|t\/[^/]+\/(?:reply|messages)$)/

export function canBeDecoded(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

const notFound = () => NextResponse.json({ errors: { base: ['not found'] } }, { status: 404 })
