/** Whether an address takes mail of ours, and which spellings of it are one mailbox (security.md 2.10). */
import { domainToASCII } from 'node:url'

/** The same text for all spellings of one mailbox: case, international domains, `+tag`, and Gmail's dots do not count. */
export function bucketOf(address: string): string {
  const at = address.lastIndexOf('@')
  const domain = asciiDomain(address.slice(at + 1))
  const [name = ''] = address.slice(0, at).toLowerCase().split('+')
  return isGmail(domain) ? `${name.replaceAll('.', '')}@gmail.com` : `${name}@${domain}`
}

/** The domain as it goes over the wire, in lower case. */
const asciiDomain = (domain: string) => domainToASCII(domain) || domain.toLowerCase()

const isGmail = (domain: string) => domain === 'gmail.com' || domain === 'googlemail.com'

/** False for mailboxes that answer by themselves or belong to a machine: mail to them comes back, or reaches nobody. */
export function isMailable(address: string): boolean {
  const [name = ''] = bucketOf(address).split('@')
  return !machines.test(name)
}

const machines =
  /^(?:mailer-?daemon|postmaster|hostmaster|abuse|bounces?|double-bounce|noreply|no[-_.]reply|donotreply|do[-_.]not[-_.]reply|nobody|root|listserv|majordomo)$/
