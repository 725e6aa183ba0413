/** Shows the fields that are asked for as answers change, says which ones came, and leaves the focus where it is. */
import type { Field } from '#lib/form/field.ts'
import { findShown, readTyped, type Typed } from '#lib/form/shown.ts'
import { sayCount } from './count-words.ts'
import type { WhenWords } from './field-view.ts'
import type { LiveField } from './live-field.ts'

export interface LiveWhen {
  /** What stands in the fields now, and which of them are asked for. */
  look(): Look
}

export interface Look {
  readonly typed: Typed
  readonly shown: ReadonlySet<string>
}

/** @param say is given a sentence when other fields are asked for than before. */
export function startLiveWhen(
  form: HTMLFormElement,
  views: readonly LiveField[],
  words: WhenWords | undefined,
  say: (sentence: string, gone: readonly string[]) => void,
): LiveWhen {
  const fields = views.map(({ field }) => field)
  const look = () => lookAt(new FormData(form), fields)
  let { shown } = look()
  const update = () => {
    const next = look().shown
    showFields(form, next)
    const came = views.filter(({ field: { name } }) => next.has(name) && !shown.has(name))
    const gone = [...shown].filter((name) => !next.has(name))
    shown = next
    if (words && came.length + gone.length > 0) say(sentenceOf(words, came, gone.length), gone)
  }
  showFields(form, shown)
  // Nothing to do on each key where nothing depends on anything.
  if (fields.some(({ when }) => when)) form.addEventListener('input', update)
  return { look }
}

/** What stands in a form, and which of its fields are asked for. */
export function lookAt(data: FormData, fields: readonly Field[]): Look {
  const typed = readTyped(fields, (name) => data.getAll(name).filter((value) => typeof value === 'string'))
  return { typed, shown: findShown(fields, typed) }
}

/** The style sheet shows the others by itself. */
function showFields(form: HTMLFormElement, shown: ReadonlySet<string>): void {
  for (const frame of form.querySelectorAll<HTMLElement>('.when-script'))
    frame.hidden = !shown.has(frame.dataset.when ?? '')
}

function sentenceOf(words: WhenWords, came: readonly LiveField[], gone: number): string {
  if (came.length === 0) return sayCount(words.gone, gone)
  const labels = new Intl.ListFormat(words.shown.locale).format(came.map(({ label }) => label))
  return sayCount(words.shown, came.length).replace('{labels}', labels)
}
