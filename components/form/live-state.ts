/** Mistakes and counters at the fields: the server's words at first, kept up to date once somebody types. */
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import type { FieldErrors } from '#lib/form/state.ts'
import type { LiveFiles } from './files-context.ts'
import type { LiveCheck } from './live-check.ts'
import type { Count } from './live-count.ts'
import type { LiveField } from './live-field.ts'

const noCount: Count = { seen: '', isOver: false, heard: '' }

export function useLive(
  form: RefObject<HTMLFormElement | null>,
  fields: readonly LiveField[],
  initial: FieldErrors,
) {
  const [errors, setErrors] = useState(initial)
  const [count, setCount] = useState<Count | null>(null)
  const known = useRef(initial)
  const live = useRef<LiveCheck | 'loading' | null>(null)
  const files = useRef<LiveFiles | null>(null)

  const load = useCallback(async () => {
    if (live.current) return
    live.current = 'loading'
    try {
      const { startLive } = await import('./live.ts')
      const reports = { onErrors: setErrors, onCount: setCount }
      live.current = form.current && startLive(form.current, fields, known.current, reports)
    } catch {
      // The form sends without it, and the server checks; the next focus tries to load it again.
      live.current = null
    }
  }, [form, fields])

  useEffect(() => {
    setCount(noCount)
    if (form.current?.contains(document.activeElement)) load()
  }, [form, load])

  return {
    words: { errors, count },
    files,
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
