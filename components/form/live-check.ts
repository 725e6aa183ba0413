/** react-hook-form on the fields that are already on the page. */
import { createFormControl } from 'react-hook-form'
import type { FieldName } from '#lib/form/definition.ts'
import { findMistake } from '#lib/form/rules.ts'
import type { FieldErrors } from '#lib/form/state.ts'
import type { LiveField } from './live-field.ts'

export interface LiveCheck {
  /** All mistakes, now; from here on a field is checked again whenever it changes. */
  check(): Promise<FieldErrors>
  /** Takes over what the server found. */
  adopt(errors: FieldErrors): void
}

type Typed = Record<string, string>
type Control = ReturnType<typeof createFormControl<Typed>>
type Handler = ReturnType<Control['register']>['onChange']
type Found = Readonly<Record<string, { readonly message?: string | undefined } | undefined>>

/**
 * Checks `fields` of `form` by the rules that the server uses too. It reads the controls and never writes them, so text,
 * focus and selection stay whatever happens here.
 * @param found what the server already found; then fields are checked on change from the start.
 */
export function startLiveCheck(
  form: HTMLFormElement,
  fields: readonly LiveField[],
  found: FieldErrors,
  onChange: (errors: FieldErrors) => void,
): LiveCheck {
  const mode = Object.keys(found).length > 0 ? 'onChange' : 'onSubmit'
  const control = createFormControl<Typed>({ mode, shouldFocusError: false })
  const handlers = new Map<string, Handler>(
    fields.map((view) => [view.field.name, attach(control, form, view)]),
  )
  const onInput = ({ target }: Event) => {
    if (target instanceof HTMLElement)
      handlers.get(target.getAttribute('name') ?? '')?.({ target, type: 'change' })
  }
  const adopt = (errors: FieldErrors) => {
    control.clearErrors()
    for (const [name, message] of Object.entries(errors)) control.setError(name, { type: 'server', message })
  }
  adopt(found)
  control.subscribe({
    formState: { errors: true },
    callback: ({ errors = {} }) => onChange(asSentences(fields, errors)),
  })
  form.addEventListener('input', onInput)
  return {
    check: () =>
      new Promise((resolve, reject) => {
        const report = (errors: Found) => resolve(asSentences(fields, errors))
        control
          .handleSubmit(() => resolve({}), report)()
          .catch(reject)
      }),
    adopt,
  }
}

/**
 * Registers a window onto the field instead of its controls. Given the controls, react-hook-form writes to them: it
 * unchecked the radio whose click had made this file load.
 */
function attach(control: Control, form: HTMLFormElement, view: LiveField): Handler {
  const { name } = view.field
  const { ref, onChange } = control.register(name, { validate: () => findSentence(form, view) ?? true })
  ref({
    name,
    type: 'text',
    get value() {
      return readField(form, name)
    },
    set value(_written: string) {},
  })
  return onChange
}

/** Asks the page what stands in the field: the one copy that is never behind. */
function readField(form: HTMLFormElement, name: string): string {
  const value = new FormData(form).get(name)
  return typeof value === 'string' ? value : ''
}

function findSentence(form: HTMLFormElement, { field, choices, sentences }: LiveField): string | null {
  const mistake = findMistake(field, readField(form, field.name), choices)
  return mistake && (sentences[mistake] ?? mistake)
}

function asSentences(fields: readonly LiveField[], errors: Found): FieldErrors {
  const found: Partial<Record<FieldName, string>> = {}
  for (const { field } of fields) {
    const sentence = errors[field.name]?.message
    if (sentence) found[field.name] = sentence
  }
  return found
}
