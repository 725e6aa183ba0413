/** What a customer has typed, kept on their own device until it is sent, for seven days at most. Loaded at the first focus. */

import { read, store } from './device-store.ts'
import { createQueue } from './draft-queue.ts'
import type { Draft, DraftFile } from './draft-restore.ts'

export interface DraftKeeper {
  /** Nobody answered: keeps it, and sends it by itself when the connection is back. @returns false where nothing can be kept. */
  wait(isOffline: boolean): boolean
  /** There was an answer, and the form is still here. */
  answered(): void
  /** What stood in the form was accepted. */
  end(): void
  /** Empties the form. @returns what brings everything back. */
  startAgain(): () => void
}

const restMs = 300

/** Keeps what stands in `form` from the first keystroke on. @param prefix what the keys of its drafts begin with. */
export function startDraft(form: HTMLFormElement, prefix: string): DraftKeeper {
  const queue = createQueue(form)
  const hashes = createHashes(() => read(key) !== null && write())
  let timer: ReturnType<typeof setTimeout> | undefined
  let key = prefix + requestIn(form)

  function write(): boolean {
    clearTimeout(timer)
    timer = undefined
    const request = requestIn(form)
    if (key !== prefix + request) store(key, null)
    key = prefix + request
    const draft = draftOf(form, { hash: hashes.of(request), isQueued: queue.isQueued() })
    markTab(draft ? request : undefined)
    return store(key, draft && JSON.stringify(draft))
  }
  function forget(): void {
    clearTimeout(timer)
    timer = undefined
    queue.end()
    store(key, null)
    delete form.dataset.typed
  }
  const typed = () => {
    clearTimeout(timer)
    timer = setTimeout(write, restMs)
  }
  /** Whoever looks at what is typed looks again; nothing was typed. */
  function tell(): void {
    for (const control of form.elements) control.dispatchEvent(new Event('input', { bubbles: true }))
    clearTimeout(timer)
    timer = undefined
  }
  const leave = () => timer !== undefined && write()
  form.addEventListener('input', typed)
  window.addEventListener('pagehide', leave)
  document.addEventListener('visibilitychange', leave)
  hashes.of(requestIn(form))
  if (form.dataset.typed !== undefined) write()

  return {
    wait(isOffline) {
      queue.wait(isOffline)
      return write()
    },
    answered() {
      queue.end()
      write()
    },
    end: forget,
    startAgain() {
      write()
      const removed = { key, text: read(key), request: requestIn(form) }
      forget()
      form.reset()
      form.querySelector('[data-files]')?.replaceChildren()
      tell()
      return () => {
        forget()
        key = removed.key
        store(key, removed.text)
        markTab(removed.request)
        window.restoreDraft?.()
        tell()
      }
    },
  }
}

/** The hash of the newest request id, once it is known. @param onKnown it has become known. */
function createHashes(onKnown: () => void) {
  let newest = ''
  let hash: string | null = null
  return {
    of(request: string): string | null {
      if (request === newest) return hash
      newest = request
      hash = null
      hashOf(request).then(
        (known) => {
          if (request !== newest) return
          hash = known
          onKnown()
        },
        () => {},
      )
      return null
    },
  }
}

const requestIn = (form: HTMLFormElement) => valueIn(form, 'request')

function valueIn(form: HTMLFormElement, name: string): string {
  const input = form.elements.namedItem(name)
  return input instanceof HTMLInputElement ? input.value : ''
}

/** Null when there is nothing to keep. */
function draftOf(form: HTMLFormElement, marks: Pick<Draft, 'hash' | 'isQueued'>): Draft | null {
  const fields: Record<string, string[]> = Object.create(null)
  for (const control of form.elements) {
    const name = control.getAttribute('name')
    const values = name && isKeepable(control) ? valuesOf(control) : null
    if (name && values) fields[name] = [...(fields[name] ?? []), ...values]
  }
  const files = filesIn(form)
  const isBlank = files.length === 0 && Object.values(fields).every((values) => !values.join('').trim())
  return isBlank ? null : { atMs: Date.now(), ...marks, stamp: valueIn(form, 'stamp'), fields, files }
}

/** Not what the page carries along, and not what a customer has to agree to each time. */
function isKeepable(control: Element): boolean {
  const isCarried = control.matches('[hidden], [readonly], [type=hidden], [type=file], [name=upload]')
  return !isCarried && !control.closest('[data-draft="off"]')
}

/** Null: nothing that a customer fills in. */
function valuesOf(control: Element): readonly string[] | null {
  if (control instanceof HTMLSelectElement) return [...control.selectedOptions].map(({ value }) => value)
  if (control instanceof HTMLTextAreaElement) return [control.value]
  if (!(control instanceof HTMLInputElement)) return null
  const isChoice = control.type === 'checkbox' || control.type === 'radio'
  return isChoice && !control.checked ? [] : [control.value]
}

/** Those that are with us already: each row holds what its draft needs. */
function filesIn(form: HTMLFormElement): DraftFile[] {
  const rows = [...form.querySelectorAll<HTMLElement>('[data-kept]')]
  return rows
    .filter((row) => row.querySelector<HTMLInputElement>('[name=upload]')?.checked !== false)
    .map((row) => JSON.parse(row.dataset.kept ?? ''))
}

/** In hex, as the server has it; fails where the page is not on a secure origin. */
async function hashOf(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** A tab that is loaded again finds its own draft among those of other tabs. */
function markTab(request: string | undefined): void {
  history.replaceState({ ...history.state, draft: request }, '')
}
