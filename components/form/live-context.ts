/** How the lines below the fields hear what is to be said in them. */
import { createContext } from 'react'
import type { FieldErrors } from '#lib/form/state.ts'
import type { Count } from './live-count.ts'

export interface LiveWords {
  readonly errors: FieldErrors
  /** Of the long texts, by field; null without JavaScript. */
  readonly counts: Readonly<Record<string, Count>> | null
}

export const LiveContext = createContext<LiveWords>({ errors: {}, counts: null })
