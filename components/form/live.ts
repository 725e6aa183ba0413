/** What happens while a customer types: fields come and go, mistakes come right, characters are counted. Loaded at the first focus. */
import type { FieldErrors } from '#lib/form/state.ts'
import type { WhenWords } from './field-view.ts'
import { type LiveCheck, startLiveCheck } from './live-check.ts'
import { type Count, startLiveCount } from './live-count.ts'
import type { LiveField } from './live-field.ts'
import { startLiveWhen } from './live-when.ts'

export interface Live extends Pick<LiveCheck, 'check' | 'adopt'> {
  /** The names of the fields that are not asked for as the form stands. */
  findUnasked(): string[]
}

export interface LiveReports {
  readonly onErrors: (errors: FieldErrors) => void
  readonly onCount: (name: string, count: Count) => void
  readonly onSaid: (sentence: string) => void
  /** Not given where no field depends on others. */
  readonly whenWords: WhenWords | undefined
}

/** @param found what the server already found; then fields are checked on change from the start. */
export function startLive(
  form: HTMLFormElement,
  fields: readonly LiveField[],
  found: FieldErrors,
  { onErrors, onCount, onSaid, whenWords }: LiveReports,
): Live {
  for (const { field, counter } of fields) {
    const control = form.elements.namedItem(field.name)
    if (counter && control instanceof HTMLTextAreaElement)
      startLiveCount(control, field.maxLength, counter, (count) => onCount(field.name, count))
  }
  fillContext(form)
  startProof(form)
  startCaptcha(form)
  const when = startLiveWhen(form, fields, whenWords, (sentence, gone) => {
    check.forget(gone)
    onSaid(sentence)
  })
  const check = startLiveCheck(form, fields, found, when, onErrors)
  return {
    ...check,
    findUnasked() {
      const { shown } = when.look()
      return fields.map(({ field }) => field.name).filter((name) => !shown.has(name))
    },
  }
}

/** Beside everything else, and never in its way. */
async function startProof(form: HTMLFormElement): Promise<void> {
  try {
    const { prove } = await import('./proof.ts')
    await prove(form)
  } catch {
    // Without its script there is no proof, as without any script.
  }
}

async function startCaptcha(form: HTMLFormElement): Promise<void> {
  const place = form.querySelector('[data-sitekey]')
  if (!(place instanceof HTMLElement)) return
  try {
    const captcha = await import('./captcha.ts')
    captcha.startCaptcha(form, place)
  } catch {
    // As above.
  }
}

/** What of a request's context only a browser knows, where the form asks for it. */
function fillContext(form: HTMLFormElement): void {
  const known = {
    'context-time_zone': Intl.DateTimeFormat().resolvedOptions().timeZone,
    'context-viewport': `${window.innerWidth}x${window.innerHeight}`,
  }
  for (const [name, value] of Object.entries(known)) {
    const input = form.elements.namedItem(name)
    if (input instanceof HTMLInputElement) input.value = value
  }
}
