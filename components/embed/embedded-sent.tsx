'use client'
/** What is said after sending, inside the frame: heard at once, and the page around moves only if it would stay out of sight. */
import { useEffect, useLayoutEffect, useRef } from 'react'
import { tellLocalTimes } from '#components/page/tell-local-times.ts'
import { SentPanel } from '#components/thread/sent-panel.tsx'
import type { SentView } from '#lib/form/state.ts'
import { formatTag } from '#lib/i18n/format-tag.ts'
import { localStyles } from '#lib/i18n/local-styles.ts'
import { focusCalmly } from './focus.ts'
import { reportSubmitted } from './reports.ts'
import { Unopened, useTabs } from './unopened.tsx'

interface EmbeddedSentProps {
  readonly view: SentView
  /** No form was here before: what listens to the page around has not been started yet. */
  readonly isFirst?: boolean
}

export function EmbeddedSent({ view, isFirst = false }: EmbeddedSentProps) {
  const root = useRef<HTMLDivElement>(null)
  const isShut = useTabs(root)
  useLayoutEffect(() => {
    tellLocalTimes({ locale: formatTag(document.documentElement.lang), styles: localStyles })
  }, [])
  useEffect(() => {
    document.title = view.title
    reportSubmitted(view.reference.value)
    // A page around that comes back from the history brings its frames along: nobody has sent anything then.
    const heading = root.current?.querySelector('h2')
    if (heading && document.hasFocus()) focusCalmly(heading)
  }, [view])
  useEffect(() => {
    if (!isFirst) return
    const stop = new AbortController()
    import('./frame-live.ts').then(
      ({ startFrame }) => startFrame(() => {}, stop.signal),
      () => {},
    )
    return () => stop.abort()
  }, [isFirst])
  return (
    <div ref={root}>
      <SentPanel {...view} isFirst={false}>
        {view.open ? <Unopened {...view.open} isShut={isShut} /> : null}
      </SentPanel>
    </div>
  )
}
