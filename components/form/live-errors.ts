/** The mistakes shown at the fields: the server's at first, kept up to date by react-hook-form once somebody types. */
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import type { FieldErrors } from '#lib/form/state.ts'
import type { FieldView } from './field-view.ts'
import type { LiveCheck } from './live-check.ts'

export function useLiveErrors(
  form: RefObject<HTMLFormElement | null>,
  fields: readonly FieldView[],
  initial: FieldErrors,
) {
  const [errors, setErrors] = useState(initial)
  const known = useRef(initial)
  const live = useRef<LiveCheck | 'loading' | null>(null)

  const load = useCallback(async () => {
    if (live.current) return
    live.current = 'loading'
    try {
      const { startLiveCheck } = await import('./live-check.ts')
      live.current = form.current && startLiveCheck(form.current, fields, known.current, setErrors)
    } catch {
      // The form sends without it, and the server checks; the next focus tries to load it again.
      live.current = null
    }
  }, [form, fields])

  useEffect(() => {
    if (form.current?.contains(document.activeElement)) load()
  }, [form, load])

  return {
    errors,
    load,
    /** The mistakes of now, or none while the rules are not loaded: the server has the last word anyway. */
    check: async (): Promise<FieldErrors> => {
      if (!live.current || live.current === 'loading') return {}
      return live.current.check().catch(() => ({}))
    },
    /** Shows what an attempt found. */
    adopt: useCallback((found: FieldErrors) => {
      known.current = found
      setErrors(found)
      if (live.current && live.current !== 'loading') live.current.adopt(found)
    }, []),
  }
}
