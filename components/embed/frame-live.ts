/** What a form in a frame does with the page around it once it is alive: takes what it is given, tells what happens. */
import { deriveAccent } from '#lib/form/accent.ts'
import { prefill, prefillable } from './prefill.ts'

/** What `bridge.ts` has left on the window. */
export interface Bridge {
  /** What the page around has said so far. */
  readonly heard: unknown[]
  hear(message: unknown): void
  send(type: string, more: object): void
}

declare global {
  interface Window {
    sf1?: Bridge
  }
}

/** @param onBlocked the page around forbids the form to be sent. */
export function startFrame(onBlocked: () => void, signal: AbortSignal): void {
  const { sf1: bridge } = window
  let context: ReturnType<typeof contextFields> = []
  const take = (message: unknown) => {
    const { t, origin, context: around, theme, values } = asRecord(message)
    if (t === 'init') {
      context = contextFields({ ...asRecord(around), origin })
      wear(asRecord(theme))
    }
    if (t === 'theme') wear(asRecord(message))
    if (t === 'prefill') prefill(asRecord(values))
    if (t === 'reset') window.location.replace(document.getElementById('embed')?.dataset.start ?? '')
    if (t === 'focus') prefillable()[0]?.focus()
  }
  const options = { signal }
  document.addEventListener(
    'formdata',
    ({ formData }) => {
      for (const [name, value] of context) if (formData.has(name)) formData.set(name, value)
    },
    options,
  )
  document.addEventListener('click', (event) => watchSubmit(event, onBlocked), options)
  if (!bridge) return
  for (const message of bridge.heard.splice(0)) take(message)
  bridge.hear = (message) => asRecord(message).v === 'sf1' && take(message)
  prefill(Object.fromEntries(new URLSearchParams(window.location.hash.slice(1))))
  const start = () => bridge.send('started', { formId: formId() })
  document.addEventListener('input', start, { once: true, signal })
  document.addEventListener('keydown', ({ key }) => key === 'Escape' && bridge.send('close', {}), options)
}

const formId = () => document.getElementById('embed')?.dataset.form

/** Whatever came from elsewhere, as something to look into. */
const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}

/** The parts of the context of a request that the page around knows, by the fields of the form that ask for them. */
function contextFields({ origin, pathname, referrerOrigin }: Readonly<Record<string, unknown>>) {
  const parts = { page_origin: origin, page_path: pathname, referrer_origin: referrerOrigin }
  return Object.entries(parts).map(([name, value]) => [`context-${name}`, `${value ?? ''}`] as const)
}

/** Names that the style sheet knows do something, all others nothing. */
function wear(look: Readonly<Record<string, unknown>>): void {
  const { dataset, style } = document.documentElement
  for (const name of ['theme', 'radius', 'font']) {
    const value = look[name]
    if (typeof value === 'string') dataset[name] = value
    // An attribute that was taken away.
    if (value === null) delete dataset[name]
  }
  const { accent } = look
  if (typeof accent !== 'string' || !/^#[0-9a-f]{6}$/i.test(accent)) return
  const { light, dark } = deriveAccent(accent)
  // As `AccentStyle` does on the server.
  for (const [role, colour] of Object.entries(light)) style.setProperty(`--accent-${role}-l`, colour)
  for (const [role, colour] of Object.entries(dark)) style.setProperty(`--accent-${role}-d`, colour)
}

/** In a sandbox without `allow-forms` a press of the button does nothing at all: no event, no message. */
function watchSubmit({ target }: MouseEvent, onBlocked: () => void): void {
  const button = target instanceof Element ? target.closest<HTMLButtonElement>('button[type=submit]') : null
  if (!button?.form) return
  const submitted = new AbortController()
  button.form.addEventListener('submit', () => submitted.abort(), { capture: true, once: true })
  setTimeout(() => {
    if (!submitted.signal.aborted) onBlocked()
  })
}
