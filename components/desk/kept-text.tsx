'use client'
/** Keeps what is being typed into a box while its tab is open: whoever follows a link and comes back finds it there. */
import { useEffect } from 'react'

interface KeptTextProps {
  /** The id of the text field. */
  readonly field: string
  /** Whose text it is, among all boxes of the desk. */
  readonly place: string
  /** It has just gone: the box begins anew. */
  readonly isSent: boolean
}

export function KeptText({ field, place, isSent }: KeptTextProps) {
  useEffect(() => {
    const box = document.getElementById(field)
    if (!(box instanceof HTMLTextAreaElement)) return
    const key = `deskbell-desk ${place}`
    if (isSent) write(key, '')
    if (box.value === '') box.value = read(key)
    const fold = box.closest('details')
    if (fold && box.value) fold.open = true
    const keep = () => write(key, box.value)
    keep()
    box.addEventListener('input', keep)
    return () => box.removeEventListener('input', keep)
  }, [field, place, isSent])
  return null
}

/** Storage may be closed to us. */
function read(key: string): string {
  try {
    return sessionStorage.getItem(key) ?? ''
  } catch {
    return ''
  }
}

function write(key: string, text: string): void {
  try {
    if (text) sessionStorage.setItem(key, text)
    else sessionStorage.removeItem(key)
  } catch {
    // Then it is kept for as long as the page is.
  }
}
