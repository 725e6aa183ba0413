/** What every field has around its control: label, hint, and below it the line that is always there for its mistake. */
import type { ReactNode } from 'react'
import { ErrorIcon } from '#components/page/icon.tsx'
import type { FieldView } from './field-view.ts'

export interface FieldProps {
  readonly view: FieldView
  /** What stands in the field when the page arrives. */
  readonly value: string
  readonly mistake: string | undefined
  /** "(optional)". */
  readonly optional: string
  /** "Error:". */
  readonly error: string
}

/** What assistive technology hears at the control itself, or at the group of controls. */
export function describeControl({ field, hint, counter }: FieldView, mistake: string | undefined) {
  const ids = [
    hint && `${field.name}-hint`,
    mistake && `${field.name}-error`,
    counter && `${field.name}-counter`,
  ]
  return {
    'aria-required': field.required,
    'aria-invalid': mistake ? true : undefined,
    'aria-describedby': ids.filter(Boolean).join(' ') || undefined,
  }
}

export function FieldLabel({ view: { field, label }, optional }: Pick<FieldProps, 'view' | 'optional'>) {
  return (
    <>
      {label}
      {field.required ? null : <span className="font-normal text-muted"> {optional}</span>}
    </>
  )
}

export function FieldHint({ view: { field, hint } }: Pick<FieldProps, 'view'>) {
  return hint ? (
    <p id={`${field.name}-hint`} className="hint">
      {hint}
    </p>
  ) : null
}

interface FieldSlotProps extends Pick<FieldProps, 'view' | 'mistake' | 'error'> {
  readonly children?: ReactNode
}

export function FieldSlot({ view: { field }, mistake, error, children }: FieldSlotProps) {
  return (
    <div className="slot">
      {mistake ? (
        <p id={`${field.name}-error`} className="mistake">
          <ErrorIcon className="icon icon-small" />
          <span>
            <span className="sr-only">{error} </span>
            {mistake}
          </span>
        </p>
      ) : null}
      {children}
    </div>
  )
}
