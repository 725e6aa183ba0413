'use client'
/** A reply as it will look, drawn on the server: without a script by sending the form there and back, with one in place. */
import { type MouseEvent, type ReactNode, useEffect, useState } from 'react'

export interface PreviewProps {
  readonly action: (data: FormData) => Promise<ReactNode>
  /** Drawn already, when the form came back with it. */
  readonly first: ReactNode
  readonly words: {
    readonly button: string
    readonly heading: string
    readonly empty: string
    readonly unavailable: string
  }
}

/** What stands above the send button, and the button beside it. It goes as soon as the text is another one. */
export function usePreview({ action, first, words }: PreviewProps, sent: unknown) {
  const [drawn, setDrawn] = useState<ReactNode>(first)
  useEffect(() => {
    const field = document.getElementById('message')
    const clear = () => setDrawn(null)
    field?.addEventListener('input', clear)
    return () => field?.removeEventListener('input', clear)
  }, [])
  const [shownAt, setShownAt] = useState(sent)
  if (shownAt !== sent) {
    setShownAt(sent)
    setDrawn(null)
  }

  const show = async ({ currentTarget: { form } }: MouseEvent<HTMLButtonElement>) => {
    if (!form) return
    const all = new FormData(form)
    const data = new FormData()
    for (const name of ['thread', 'message']) data.set(name, all.get(name) ?? '')
    setDrawn((await action(data).catch(() => words.unavailable)) ?? words.empty)
  }
  return {
    pane: (
      <div role="status">
        {drawn ? (
          <section id="preview" className="preview" aria-label={words.heading}>
            <p className="preview-heading" aria-hidden="true">
              {words.heading}
            </p>
            <div className="prose" dir="auto">
              {drawn}
            </div>
          </section>
        ) : null}
      </div>
    ),
    button: (
      <button
        type="submit"
        name="preview"
        value="1"
        className="button"
        onClick={(event) => {
          event.preventDefault()
          void show(event)
        }}
      >
        {words.button}
      </button>
    ),
  }
}
