/** Who may frame a form: origins as `frame-ancestors` takes them, and nothing wider (embed.md section 5). */

/**
 * Whether `text` names an origin that may frame a form: `https://shop.example.com`, `https://*.example.com`, each with a
 * port or without; on loopback an address and plain http too. No path, no bare scheme, no `*`, no other address in digits.
 */
export function isEmbedOrigin(text: string): boolean {
  const {
    scheme,
    wildcard,
    host = '',
  } = /^(?<scheme>https?):\/\/(?<wildcard>\*\.)?(?<host>[a-z0-9.-]+|\[::1\])(?::\d{1,5})?$/.exec(text)
    ?.groups ?? {}
  if (!wildcard && loopback.includes(host)) return true
  return scheme === 'https' && isDomain(host, wildcard ? 2 : 1)
}

const loopback = ['localhost', '127.0.0.1', '[::1]']

/** `*.com` would be anybody: what follows a wildcard has two labels at least. */
function isDomain(host: string, fewestLabels: number): boolean {
  const labels = host.split('.')
  const last = labels.at(-1) ?? ''
  return (
    labels.length >= fewestLabels &&
    labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label)) &&
    !/^\d+$/.test(last)
  )
}
