/** Mistakes and counters at the fields: the server's words at first, kept up to date once somebody types. */
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import type { FieldErrors } from '#lib/form/state.ts'
import type { WhenWords } from './field-view.ts'
import type { LiveFiles } from './files-context.ts'
import type { Live } from './live.ts'
import type { LiveWords } from './live-context.ts'
import type { Count } from './live-count.ts'
import type { LiveField } from './live-field.ts'

export function useLive(
  form: RefObject<HTMLFormElement | null>,
  fields: readonly LiveField[],
  initial: FieldErrors,
  whenWords?: WhenWords,
) {
  const [errors, setErrors] = useState(initial)
  const [counts, setCounts] = useState<LiveWords['counts']>(null)
  const [said, setSaid] = useState('')
  const known = useRef(initial)
  const live = useRef<Live | 'loading' | null>(null)
  const files = useRef<LiveFiles | null>(null)

  const load = useCallback(async () => {
    if (live.current) return
    live.current = 'loading'
    try {
      const { startLive } = await import('./live.ts')
      const onCount = (name: string, count: Count) => setCounts((all) => ({ ...all, [name]: count }))
      const reports = { onErrors: setErrors, onCount, onSaid: setSaid, whenWords }
      live.current = form.current && startLive(form.current, fields, known.current, reports)
    } catch {
      // The form sends without it, and the server checks; the next focus tries to load it again.
      live.current = null
      // Without it nothing shows what answers call for, but the button that asks the server does.
      form.current?.setAttribute('data-plain', '')
    }
  }, [form, fields, whenWords])

  useEffect(() => {
    setCounts({})
    if (form.current?.contains(document.activeElement)) load()
  }, [form, load])

  return {
    words: { errors, counts },
    /** What has changed about the questions that there are, for those who do not see it. */
    said,
    files,
    load,
    /**
     * The mistakes of now, or none while the rules are not loaded: the server has the last word anyway. What is not
     * asked for is taken out of `data`.
     */
    check: async (data: FormData): Promise<FieldErrors> => {
      if (!live.current || live.current === 'loading') return {}
      for (const name of live.current.findUnasked()) data.delete(name)
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
