/** Addresses for one use: their owners have reasons, and so have machines. It is one sign among others. */
import { disposableEmailBlocklistSet } from 'disposable-email-domains-js'

/** Whether the address, or a domain above it, is on the public list of such services. */
export function isThrowaway(address: string): boolean {
  domains ??= disposableEmailBlocklistSet()
  const labels = address
    .slice(address.lastIndexOf('@') + 1)
    .toLowerCase()
    .split('.')
  return labels.some((_label, index) => domains?.has(labels.slice(index).join('.')))
}

let domains: Set<string> | undefined
