/** Keeps what was typed into a long text before the page came alive: hydration puts a textarea's first text back. */
import { useLayoutEffect, useState } from 'react'

/** Reads the textarea `id` during the first render in the browser and restores its text and selection after it. */
export function useKeptText(id: string): void {
  const [typed] = useState(() => readTyped(id))
  useLayoutEffect(() => {
    const area = findArea(id)
    if (!area || !typed || area.value === typed.text) return
    area.value = typed.text
    area.setSelectionRange(typed.start, typed.end)
  }, [id, typed])
}

function readTyped(id: string) {
  const area = typeof document === 'undefined' ? null : findArea(id)
  return area && { text: area.value, start: area.selectionStart, end: area.selectionEnd }
}

function findArea(id: string): HTMLTextAreaElement | null {
  const control = document.getElementById(id)
  return control instanceof HTMLTextAreaElement ? control : null
}
