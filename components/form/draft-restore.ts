/**
 * Puts a draft back while the page is still being read, before it is painted: nothing moves, and it needs no other script.
 * It runs as an inline script, so it may use nothing outside itself.
 */

/** What is stored of a form, under its place and request id. */
export interface Draft {
  readonly atMs: number
  /** SHA-256 of the request id: by it the page of an accepted message knows its draft. */
  readonly hash: string | null
  /** The form's own, from when it was drawn first; the reply box has none. */
  readonly stamp?: string
  /** The customer has pressed Send while offline: it goes by itself. */
  readonly isQueued: boolean
  /** The values of each field by name; none for choices that are all off. */
  readonly fields: Readonly<Record<string, readonly string[]>>
  readonly files: readonly DraftFile[]
}

/** A file that is uploaded already, with the words of its row. */
export interface DraftFile {
  readonly id: string
  readonly name: string
  readonly meta: string
  readonly keep: string
}

/** What the keys of the drafts of one form, or of one thread's reply box, begin with. */
export const draftsOf = (place: string) => `deskbell-draft ${place} `

export interface RestoreOptions {
  /** Of the form; its banner is `<id>-draft`. */
  readonly id: string
  /** What the keys of its drafts begin with. */
  readonly prefix: string
  readonly locale: string
  /** "Draft restored from {date}" */
  readonly words: string
}

declare global {
  interface Window {
    /** With the options of the page; does nothing where there is no draft. */
    restoreDraft?: () => void
  }
}

/** Shows the banner as soon as that is there, and fills the form as soon as that is. What is too old or was sent is removed. */
export function restoreDraft({ id, prefix, locale, words }: RestoreOptions): void {
  const dayMs = 86_400_000
  const banner = document.getElementById(`${id}-draft`)
  let found: (Draft & { readonly request: string }) | null = null
  try {
    for (const key of Object.keys(localStorage).filter((each) => each.startsWith('deskbell-draft '))) {
      const draft = parse(localStorage.getItem(key))
      const request = key.slice(prefix.length)
      const isOver = !draft || !(Math.abs(Date.now() - draft.atMs) < 7 * dayMs)
      if (isOver || (draft.hash && draft.hash === banner?.dataset.sent)) localStorage.removeItem(key)
      else if (key.startsWith(prefix) && isBetter(draft, request)) found = { ...draft, request }
    }
  } catch {
    // This browser stores nothing for us.
  }
  const form = document.getElementById(id)
  if (found) reveal(found)
  if (!(form instanceof HTMLFormElement)) return
  if (found) fill(form, found)
  form.addEventListener('input', () => form.setAttribute('data-typed', ''), { once: true })

  function parse(text: string | null): Draft | null {
    try {
      return JSON.parse(text ?? '')
    } catch {
      return null
    }
  }

  /** The draft of this very tab, else the newest. */
  function isBetter(draft: Draft, request: string): boolean {
    const own = history.state?.draft
    return !found || request === own || (found.request !== own && draft.atMs > found.atMs)
  }

  function reveal({ atMs, isQueued }: Draft): void {
    const line = banner?.querySelector('p')?.firstElementChild
    if (!banner || !line) return
    const date = new Date(atMs).toLocaleString(locale, { dateStyle: 'long', timeStyle: 'short' })
    line.textContent = words.replace('{date}', date)
    banner.hidden = false
    if (isQueued) banner.dataset.queued = ''
  }

  function fill(
    form: HTMLFormElement,
    { atMs, fields, files, stamp, request }: Draft & { readonly request: string },
  ): void {
    for (const control of form.elements) {
      const name = control.getAttribute('name') ?? ''
      const values = Object.hasOwn(fields, name) ? fields[name] : null
      if (control instanceof HTMLInputElement && name === 'request') control.value = request
      // It counts for a day: then the one of this page is the better one.
      else if (control instanceof HTMLInputElement && name === 'stamp') {
        if (stamp && Date.now() - Number(stamp.split('.')[1]) < dayMs) control.value = stamp
      } else if (values) put(control, values)
    }
    // An upload that no message needs is removed after a day.
    const list = form.querySelector('[data-files]')
    if (Date.now() - atMs < dayMs) list?.replaceChildren(...files.map(rowOf))
  }

  /** What was typed since stays. */
  function put(control: Element, values: readonly string[]): void {
    if (control instanceof HTMLSelectElement) {
      const options = [...control.options]
      if (!options.some(({ value }) => values.includes(value))) return
      for (const option of options) option.selected = values.includes(option.value)
    } else if (control instanceof HTMLInputElement && /^(checkbox|radio)$/.test(control.type)) {
      control.checked = values.includes(control.value)
    } else if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement) {
      // Read-only: what the site says of the person.
      if (values[0] && !control.readOnly && control.value === control.defaultValue) control.value = values[0]
    }
  }

  /** As the server draws a file that came with an earlier attempt. */
  function rowOf(file: DraftFile): HTMLElement {
    const make = (tag: string, className: string, ...inside: (Node | string)[]) => {
      const element = document.createElement(tag)
      element.className = className
      element.append(...inside)
      return element
    }
    const box = document.createElement('input')
    Object.assign(box, { type: 'checkbox', name: 'upload', value: file.id, checked: true })
    box.setAttribute('aria-label', file.keep)
    const name = make('bdi', 'file-name', file.name)
    const words = make('span', 'file-words', name, make('span', 'file-meta', file.meta))
    const row = make('li', '', make('label', 'file', box, words))
    row.dataset.kept = JSON.stringify(file)
    return row
  }
}
