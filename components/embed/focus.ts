/** Focus inside a frame: the browser alone would move the page around it. */

/** Focuses, and scrolls whatever lies around only as far as is needed to see it. */
export function focusCalmly(element: HTMLElement): void {
  element.focus({ preventScroll: true })
  element.scrollIntoView({ block: 'nearest' })
}
