/** How the lines below the fields hear what is to be said in them. */
import { createContext } from 'react'
import type { FieldErrors } from '#lib/form/state.ts'
import type { Count } from './live-count.ts'

export interface LiveWords {
  readonly errors: FieldErrors
  /** Of the one long text; null without JavaScript. */
  readonly count: Count | null
}

export const LiveContext = createContext<LiveWords>({ errors: {}, count: null })
