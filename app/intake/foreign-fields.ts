/** What a form does not offer and somebody sent all the same: never looked at, and written down. */

import { hiddenField } from '#components/form/hidden-field.tsx'
import { contextFields } from '#lib/form/context.ts'
import type { FormDefinition } from '#lib/form/definition.ts'
import { log } from '#lib/log/log.ts'
import { fieldsOfRequest } from '../fields.ts'
import type { Posted } from './posted.ts'

/** What our own pages post beside the fields of a form. */
const ours = [
  'form',
  'request',
  'upload',
  'left-out',
  'attachments',
  'update',
  'identity',
  'stamp',
  'proof',
  'captcha',
  hiddenField,
]

const mostNames = 20
const mostCharacters = 60

/** Logs the names of fields that are none of this form's, and of those that came twice where one answer is asked for. */
export function logForeignFields(form: string, definition: FormDefinition, posted: Posted): void {
  const fields = fieldsOfRequest(definition)
  const known = new Set([
    ...fields.map(({ name }) => name),
    ...contextFields(definition.context ?? []),
    ...ours,
  ])
  // Next.js marks the fields of its own.
  const foreign = posted.names.filter((name) => !known.has(name) && !name.startsWith('$ACTION_'))
  const repeated = fields.filter(
    ({ name, kind }) => kind !== 'multiselect' && posted.readAll(name).length > 1,
  )
  if (foreign.length + repeated.length === 0) return
  const shorten = (names: readonly string[]) =>
    names.slice(0, mostNames).map((name) => name.slice(0, mostCharacters))
  log().warn(
    {
      form,
      foreign: shorten(foreign),
      repeated: shorten(repeated.map(({ name }) => name)),
      count: foreign.length,
    },
    'a request came with fields that its form does not offer; they were ignored',
  )
}
