'use client'
/** Single keys for whoever sits at the desk all day; they can be switched off, and never act while somebody is typing. */
import { useEffect, useRef, useState } from 'react'

interface DeskKeysProps {
  readonly words: {
    readonly heading: string
    readonly use: string
    /** What each key does. */
    readonly keys: readonly { readonly key: string; readonly words: string }[]
  }
}

/** A device's own choice. */
const storageKey = 'deskbell-desk-keys'

export function DeskKeys({ words }: DeskKeysProps) {
  const help = useRef<HTMLDetailsElement>(null)
  // Nobody knows before a script runs, and without one there are no keys.
  const [isOn, setIsOn] = useState<boolean | null>(null)
  useEffect(() => setIsOn(readChoice()), [])
  useEffect(() => {
    if (!isOn) return
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target))
        return
      if (act(event.key, help.current)) event.preventDefault()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [isOn])

  const choose = (isWanted: boolean) => {
    setIsOn(isWanted)
    keepChoice(isWanted)
  }
  if (isOn === null) return null
  return (
    <footer className="column desk-footer">
      <details ref={help} className="desk-keys">
        <summary>{words.heading}</summary>
        <label className="desk-keys-use">
          <input type="checkbox" checked={isOn} onChange={(event) => choose(event.currentTarget.checked)} />
          {words.use}
        </label>
        <dl>
          {words.keys.map(({ key, words: does }) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
      </details>
    </footer>
  )
}

/** @returns whether the key means anything on this page. */
function act(key: string, help: HTMLDetailsElement | null): boolean {
  if (key === 'j') return step(1)
  if (key === 'k') return step(-1)
  if (key === 'r') return focusOn('answer-message')
  if (key === 'n') return focusOn('note-message')
  if (key === 'e') return press('mark-done')
  if (key !== '?' || !help) return false
  help.open = !help.open
  help.querySelector('summary')?.focus()
  return true
}

/** From one conversation or message to the next; the first one, when the focus is on none. */
function step(by: 1 | -1): boolean {
  const all = [...document.querySelectorAll<HTMLElement>('[data-step]')]
  const at = all.findIndex((element) => element.contains(document.activeElement))
  const next = at === -1 ? all[0] : all[at + by]
  next?.focus()
  return all.length > 0
}

function focusOn(id: string): boolean {
  const field = document.getElementById(id)
  const fold = field?.closest('details')
  if (fold) fold.open = true
  field?.focus()
  return field !== null
}

function press(id: string): boolean {
  const button = document.getElementById(id)
  button?.click()
  return button !== null
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.matches('input:not([type=checkbox]), textarea, select, [contenteditable]')

/** On, unless somebody said otherwise; storage may be closed to us. */
function readChoice(): boolean {
  try {
    return localStorage.getItem(storageKey) !== 'off'
  } catch {
    return true
  }
}

function keepChoice(isOn: boolean): void {
  try {
    localStorage.setItem(storageKey, isOn ? 'on' : 'off')
  } catch {
    // Then it holds for this page.
  }
}
