/** The draft of a form as its page needs it: restored before this runs, kept from the first focus, ended by an answer. */
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import type { DraftKeeper } from './draft.ts'

/** What the last attempt came to. */
interface Shown {
  readonly state: string
  readonly offline?: boolean
}

/** @param prefix what the keys of this form's drafts begin with. */
export function useDraft(
  form: RefObject<HTMLFormElement | null>,
  prefix: string,
  shown: Shown,
  initial: Shown,
) {
  const banner = useRef<HTMLDivElement>(null)
  const keeper = useRef<DraftKeeper | null>(null)
  const [isShown, setIsShown] = useState(false)
  const [isKept, setIsKept] = useState(false)

  const load = useCallback(async () => {
    try {
      const { startDraft } = await import('./draft.ts')
      if (form.current) keeper.current ??= startDraft(form.current, prefix)
    } catch {
      // Nothing is kept, then; the next focus tries again.
    }
    return keeper.current
  }, [form, prefix])

  useEffect(() => {
    const look = () => {
      const isRestored = banner.current?.hidden === false
      setIsShown(isRestored)
      const isTyped = form.current?.dataset.typed !== undefined
      if (isTyped || form.current?.contains(document.activeElement)) load()
      if (isRestored && banner.current?.dataset.queued !== undefined)
        load().then((loaded) => loaded?.wait(true))
    }
    look()
    // In a frame a draft may be put back after this.
    document.addEventListener('deskbell-draft', look)
    return () => document.removeEventListener('deskbell-draft', look)
  }, [form, load])

  useEffect(() => {
    if (shown === initial) return
    const settle = (loaded: DraftKeeper | null) => {
      if (shown.state === 'unconfirmed') setIsKept(loaded?.wait(shown.offline ?? false) ?? false)
      else if (shown.state === 'accepted') loaded?.end()
      else loaded?.answered()
    }
    if (shown.state !== 'unconfirmed') setIsShown(false)
    if (keeper.current) return settle(keeper.current)
    const settleLate = () => load().then(settle)
    settleLate()
    if (shown.state !== 'unconfirmed') return
    // Without a connection it could not be loaded either.
    window.addEventListener('online', settleLate)
    return () => window.removeEventListener('online', settleLate)
  }, [shown, initial, load])

  return { banner, isShown, isKept, load }
}
