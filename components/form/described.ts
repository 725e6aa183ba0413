/** What assistive technology hears at a control, or at a group of controls. */
import type { FieldView } from './field-view.ts'

export type Described = ReturnType<typeof describe>

export function describe({ field, hint, counter }: FieldView, isWrong: boolean) {
  const ids = [hint && 'hint', 'error', counter && 'counter'].filter(Boolean)
  return {
    // A group of boxes cannot be required, only its boxes could.
    ...(field.kind === 'multiselect' ? {} : { 'aria-required': field.required }),
    'aria-invalid': isWrong,
    'aria-describedby': ids.map((id) => `${field.name}-${id}`).join(' '),
  }
}
