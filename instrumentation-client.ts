/** Trusted Types: the one policy that lets the browser load this build's own chunks, and nothing else, as scripts. */

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): unknown
}

declare global {
  interface Window {
    readonly trustedTypes?: TrustedTypes
  }
}

window.trustedTypes?.createPolicy('default', {
  createScriptURL(url) {
    const { origin, pathname } = new URL(url, window.location.href)
    if (origin === window.location.origin && pathname.startsWith('/_next/static/')) return url
    throw new TypeError(`not a script of this page: ${url}`)
  },
})

export {}
