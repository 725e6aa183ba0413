/** A message as the customer may see it: only what is meant for them, and of its author no more than a name. */
import type { Customer, Message, MessageFile } from '../helpdesk.ts'
import type { WireMessage } from './wire.ts'

/** An allow-list: internal notes, collision notices and all that is unknown or missing stay out (security.md 2.5). */
export const isForCustomer = ({ visibility }: WireMessage) => visibility === 0

/** Built field by field. An author who is not known to be a customer is staff. */
export function asMessage(message: WireMessage, customer: Customer): Message {
  const { body, createdAtMs, user, attachments } = message
  const fromCustomer = isBy(message, customer) || user?.isStaff === false
  return {
    key: givenKey(message),
    role: fromCustomer ? 'customer' : 'staff',
    authorName: withoutAddress(user?.name ?? ''),
    body: body ?? '',
    createdAtMs: createdAtMs ?? 0,
    ...(attachments.length > 0 && { files: attachments.flatMap(asFile) }),
  }
}

/** An address of any other kind is no file, and might do something when it is opened. */
function asFile({ fileName, sizeBytes, url }: WireMessage['attachments'][number]): MessageFile[] {
  if (!url || !URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) return []
  return [{ name: fileName ?? decodedName(new URL(url)), bytes: sizeBytes, url }]
}

const decodedName = ({ pathname, host }: URL) => pathname.split('/').at(-1) || host

/** Whether the address of its author is the customer's; case does not count. */
export const isBy = ({ user }: Pick<WireMessage, 'user'>, { email }: Customer) =>
  user?.email?.toLowerCase() === email.toLowerCase()

/** Our key as the helpdesk gives it back. A bare number is one that it counted itself, which says nothing about ours. */
export const givenKey = ({ originId }: WireMessage) =>
  originId === null || /^\d*$/.test(originId) ? null : originId

/** Some helpdesks call a person without a name by the address, which is nobody else's business. */
const withoutAddress = (name: string) => (name.includes('@') ? '' : name)
