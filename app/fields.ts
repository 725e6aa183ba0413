/** The fields as this installation's helpdesk takes them. */
import type { FormDefinition } from '#lib/form/definition.ts'
import type { Field } from '#lib/form/field.ts'
import { fieldsOf, replyField } from '#lib/form/fields.ts'
import { capabilities } from '#lib/helpdesk/connect.ts'

/** The fields of a request to this form, in page order. */
export const fieldsOfRequest = (form: FormDefinition): readonly Field[] =>
  fieldsOf(form).map((field) => (field.name === 'message' ? longEnough(field) : field))

/** The one field of a reply. */
export const fieldOfReply = (): Field => longEnough(replyField)

/** What the helpdesk would refuse for its shortness is a mistake that the customer can mend. */
function longEnough(field: Field): Field {
  const { shortestMessage } = capabilities()
  return shortestMessage > 1 ? { ...field, minLength: shortestMessage } : field
}
