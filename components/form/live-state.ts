/** Mistakes and counters at the fields: the server's words at first, kept up to date once somebody types. */
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import type { FieldErrors } from '#lib/form/state.ts'
import type { WhenWords } from './field-view.ts'
import type { LiveFiles } from './files-context.ts'
import type { Later } from './later.ts'
import type { Live } from './live.ts'
import type { LiveWords } from './live-context.ts'
import type { Count } from './live-count.ts'
import type { LiveField } from './live-field.ts'

/** @param fields or the address of `Later`, where nothing of it came with the page. */
export function useLive(
  form: RefObject<HTMLFormElement | null>,
  fields: readonly LiveField[] | string,
  initial: FieldErrors,
  whenWords?: WhenWords,
) {
  const [errors, setErrors] = useState(initial)
  const [counts, setCounts] = useState<LiveWords['counts']>(null)
  const [said, setSaid] = useState('')
  const [known, setKnown] = useState<Known>({ fields: typeof fields === 'string' ? [] : fields })
  const found = useRef(initial)
  const live = useRef<Live | 'loading' | null>(null)
  const files = useRef<LiveFiles | null>(null)

  const load = useCallback(async () => {
    if (live.current) return
    live.current = 'loading'
    try {
      const [{ startLive }, now] = await Promise.all([import('./live.ts'), knownOf(fields)])
      setKnown(now)
      const onCount = (name: string, count: Count) => setCounts((all) => ({ ...all, [name]: count }))
      const reports = { onErrors: setErrors, onCount, onSaid: setSaid, whenWords }
      live.current = form.current && startLive(form.current, now.fields, found.current, reports)
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
    ...known,
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
    adopt: useCallback((errors: FieldErrors) => {
      found.current = errors
      setErrors(errors)
      if (live.current && live.current !== 'loading') live.current.adopt(errors)
    }, []),
  }
}

/** What the browser knows of the fields. */
type Known = Pick<Later, 'fields'> & Partial<Later>

const knownOf = async (fields: readonly LiveField[] | string): Promise<Known> =>
  typeof fields === 'string' ? (await import('./later.ts')).loadLater(fields) : { fields }
