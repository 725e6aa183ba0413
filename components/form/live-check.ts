/** react-hook-form on the fields that are already on the page. */
import { createFormControl } from 'react-hook-form'
import { findMistake } from '#lib/form/rules.ts'
import type { FieldErrors } from '#lib/form/state.ts'
import type { LiveField } from './live-field.ts'
import type { LiveWhen } from './live-when.ts'

export interface LiveCheck {
  /** All mistakes, now; from here on a field is checked again whenever it changes. */
  check(): Promise<FieldErrors>
  /** Takes over what the server found. */
  adopt(errors: FieldErrors): void
  /** Fields that are not asked for any more have no mistakes. */
  forget(names: readonly string[]): void
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
  when: LiveWhen,
  onChange: (errors: FieldErrors) => void,
): LiveCheck {
  // From the first attempt on, whoever found its mistakes; the server may have while this file was on its way.
  let isAttempted = false
  const control = createFormControl<Typed>({ mode: 'onChange', shouldFocusError: false })
  const handlers = new Map<string, Handler>(
    fields.map((view) => [view.field.name, attach(control, view, when)]),
  )
  const onInput = ({ target }: Event) => {
    if (isAttempted && target instanceof HTMLElement)
      handlers.get(target.getAttribute('name') ?? '')?.({ target, type: 'change' })
  }
  const adopt = (errors: FieldErrors) => {
    control.clearErrors()
    isAttempted ||= Object.keys(errors).length > 0
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
        isAttempted = true
        const report = (errors: Found) => resolve(asSentences(fields, errors))
        control
          .handleSubmit(() => resolve({}), report)()
          .catch(reject)
      }),
    adopt,
    forget: (names) => control.clearErrors([...names]),
  }
}

/**
 * Registers a window onto the field instead of its controls. Given the controls, react-hook-form writes to them: it
 * unchecked the radio whose click had made this file load.
 */
function attach(control: Control, view: LiveField, when: LiveWhen): Handler {
  const { name } = view.field
  const { ref, onChange } = control.register(name, { validate: () => findSentence(view, when) ?? true })
  ref({
    name,
    type: 'text',
    get value() {
      return when.look().typed[name] ?? ''
    },
    set value(_written: string) {},
  })
  return onChange
}

/** Asks the page what stands in the field: the one copy that is never behind. */
function findSentence({ field, sentences }: LiveField, when: LiveWhen): string | null {
  const { typed, shown } = when.look()
  const mistake = shown.has(field.name) ? findMistake(field, typed[field.name] ?? '') : null
  return mistake && (sentences[mistake] ?? mistake)
}

function asSentences(fields: readonly LiveField[], errors: Found): FieldErrors {
  const found = fields.flatMap(({ field: { name } }) => {
    const sentence = errors[name]?.message
    return sentence ? [[name, sentence] as const] : []
  })
  return Object.fromEntries(found)
}
