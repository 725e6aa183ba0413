'use client'
/** Copies the address of the conversation; there only where a script can do it. */
import { type ReactNode, useEffect, useState } from 'react'

interface CopyLinkProps {
  /** Another address of this site than that of the page. */
  readonly href?: string | undefined
  readonly words: string
  readonly done: string
  /** Drawn on the server, so that the icons cost the browser no script. */
  readonly icon: ReactNode
  readonly doneIcon: ReactNode
}

export function CopyLink({ href, words, done, icon, doneIcon }: CopyLinkProps) {
  const [canCopy, setCanCopy] = useState(false)
  const [isCopied, setIsCopied] = useState(false)
  useEffect(() => setCanCopy(Boolean(navigator.clipboard)), [])
  if (!canCopy) return null

  const copy = async () => {
    const { origin, pathname } = new URL(href ?? '', window.location.href)
    await navigator.clipboard.writeText(origin + pathname).then(
      () => setIsCopied(true),
      () => setCanCopy(false),
    )
  }
  return (
    <p className="copy-link">
      <span role="status" className="text-sm text-muted">
        {isCopied ? done : null}
      </span>
      <button type="button" className="button" onClick={copy}>
        {isCopied ? doneIcon : icon}
        {words}
      </button>
    </p>
  )
}
