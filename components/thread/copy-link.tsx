'use client'
/** Copies the address of this page; there only where a script can do it. */
import { useEffect, useState } from 'react'
import { CopyIcon, TickIcon } from '#components/page/icon.tsx'

export function CopyLink({ words, done }: { readonly words: string; readonly done: string }) {
  const [canCopy, setCanCopy] = useState(false)
  const [isCopied, setIsCopied] = useState(false)
  useEffect(() => setCanCopy(Boolean(navigator.clipboard)), [])
  if (!canCopy) return null

  const copy = async () => {
    const { origin, pathname } = window.location
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
        {isCopied ? <TickIcon /> : <CopyIcon />}
        {words}
      </button>
    </p>
  )
}
