'use client'
/** Copies what is in `children`; there only where a script can do it. */
import { type ReactNode, useEffect, useRef, useState } from 'react'

interface CopySnippetProps {
  readonly words: string
  readonly done: string
  readonly children: ReactNode
}

export function CopySnippet({ words, done, children }: CopySnippetProps) {
  const text = useRef<HTMLDivElement>(null)
  const [canCopy, setCanCopy] = useState(false)
  const [isCopied, setIsCopied] = useState(false)
  useEffect(() => setCanCopy(Boolean(navigator.clipboard)), [])
  const copy = () =>
    navigator.clipboard.writeText(text.current?.textContent ?? '').then(
      () => setIsCopied(true),
      () => setCanCopy(false),
    )
  return (
    <>
      <div ref={text}>{children}</div>
      {canCopy ? (
        <p className="mt-4 flex items-center gap-3">
          <button type="button" className="button" onClick={copy}>
            {words}
          </button>
          <span role="status" className="text-sm text-muted">
            {isCopied ? done : null}
          </span>
        </p>
      ) : null}
    </>
  )
}
