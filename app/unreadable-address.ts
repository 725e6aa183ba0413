/** Addresses that are no pages, or that cannot be read at all: answered before any page looks at them. */
import { type NextRequest, NextResponse } from 'next/server'
import { environment } from '#lib/env/env.ts'

/**
 * The answer where `request` is not for a page, else null. Next.js would answer 500 to a part of an address that cannot
 * be decoded: it is one that nothing has.
 */
export function answerWithoutPage({ nextUrl: { pathname } }: NextRequest): NextResponse | null {
  const readable = pathname.replace(/[^/]+/g, (part) => (canBeDecoded(part) ? part : '-'))
  const isPage = !withoutPage.test(pathname)
  if (readable === pathname) return isPage ? null : NextResponse.next()
  return isPage ? NextResponse.redirect(new URL(readable, environment().appUrl)) : notFound()
}

/** The addresses that proxy.ts leaves alone, unless there is a `%` in them. */
const withoutPage =
  /^\/(?:_next\/static\/|embed\/[^/]+\.js$|api\/|submit\/|uploads\/|uploads$|t\/[^/]+\/(?:reply|messages)$)/

function canBeDecoded(part: string): boolean {
  try {
    decodeURIComponent(part)
    return true
  } catch {
    return false
  }
}

const notFound = () => NextResponse.json({ errors: { base: ['not found'] } }, { status: 404 })
