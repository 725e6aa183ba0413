/** How tall a form is in a wide frame, before anybody has looked: what a snippet reserves, so that nothing moves later. */
import type { FormDefinition } from '#lib/form/definition.ts'

/** In px, as the style sheet adds up: the default form, and one more field of one line for each that was added. */
const px = { rest: 906, cardRow: 78, field: 116 }

export function reservedHeightPx(form: FormDefinition | undefined): number {
  const { topics = [], fields = [] } = form ?? {}
  const rows = Math.ceil(Math.min(topics.length, 6) / 2)
  return px.rest + (topics.length > 0 ? 60 + rows * px.cardRow : 0) + fields.length * px.field
}
