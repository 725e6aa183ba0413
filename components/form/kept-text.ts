/** Keeps what stood in long texts before the page came alive: hydration puts a textarea's first text back. */
import { useLayoutEffect, useState } from 'react'

/**
 * Reads the textareas of the form `id` during the first render in the browser and restores text and selection after it.
 * What came in between, as on Back, when the browser puts its own memory back while it reads the page, is newer and stays.
 */
export function useKeptText(id: string): void {
  const [typed] = useState(() => areasIn(id).map(readTyped))
  useLayoutEffect(() => {
    for (const { area, text, start, end } of typed) {
      if (area.value === text || area.value !== area.defaultValue) continue
      area.value = text
      area.setSelectionRange(start, end)
    }
  }, [typed])
}

function areasIn(id: string): HTMLTextAreaElement[] {
  if (typeof document === 'undefined') return []
  return [...document.querySelectorAll<HTMLTextAreaElement>(`#${id} textarea`)]
}

const readTyped = (area: HTMLTextAreaElement) => ({
  area,
  text: area.value,
  start: area.selectionStart,
  end: area.selectionEnd,
})
