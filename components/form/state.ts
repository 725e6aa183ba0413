/** What a form page knows about the last attempt: a closed union that both doors answer with. */
import type { FieldName } from '#lib/form/definition.ts'

export type FieldErrors = Readonly<Partial<Record<FieldName, string>>>
export type FieldValues = Readonly<Partial<Record<FieldName, string>>>

export type FormState =
  | { readonly state: 'idle'; readonly values: FieldValues }
  /** `errors` are finished sentences, in page order. */
  | { readonly state: 'invalid'; readonly errors: FieldErrors; readonly values: FieldValues }
  /** Nothing was stored; `notice` says why and what to do. */
  | {
      readonly state: 'refused'
      readonly notice: string
      readonly requestId: string
      readonly values: FieldValues
    }
  /** Committed; `threadPath` is the customer's page. */
  | { readonly state: 'accepted'; readonly threadPath: string }
