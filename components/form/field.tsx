/** A field as the server draws it: label, hint, control, and the line below that the browser keeps up to date. */
import { ChoiceBox, ChoiceCards, ChoiceList } from './choice-control.tsx'
import { describe } from './described.ts'
import { FieldSlot } from './field-slot.tsx'
import { type FieldView, hasCards } from './field-view.ts'
import { TextControl } from './text-control.tsx'

export interface FieldProps {
  readonly view: FieldView
  /** What stands in the field when the page arrives; several answers in lines. */
  readonly value: string
  /** Whether that is a mistake. */
  readonly isWrong: boolean
  readonly words: {
    /** "(optional)". */
    readonly optional: string
    /** "Error:". */
    readonly error: string
  }
}

export function Field(props: FieldProps) {
  const { kind, name } = props.view.field
  if (kind === 'hidden') return <input type="hidden" name={name} defaultValue={props.value} />
  if (kind === 'checkbox' || kind === 'consent') return <BoxField {...props} />
  return hasCards(props.view) ? <CardsField {...props} /> : <ControlField {...props} />
}

function ControlField({ view, value, isWrong, words }: FieldProps) {
  const { name } = view.field
  const Control = view.choices ? ChoiceList : TextControl
  return (
    <div className="field">
      <label htmlFor={name}>
        <Label view={view} optional={words.optional} />
      </label>
      <Hint view={view} />
      <Control view={view} value={value} described={describe(view, isWrong)} />
      <FieldSlot name={name} error={words.error} {...(view.counter && { limit: view.counter.limit })} />
    </div>
  )
}

/** The box first, its label beside it, the whole row to click on. */
function BoxField({ view, value, isWrong, words }: FieldProps) {
  return (
    <div className="field">
      <label className="box" htmlFor={view.field.name}>
        <ChoiceBox view={view} value={value} described={describe(view, isWrong)} />
        <span>
          <Label view={view} optional={words.optional} />
        </span>
      </label>
      <Hint view={view} />
      <FieldSlot name={view.field.name} error={words.error} />
    </div>
  )
}

function CardsField({ view, value, isWrong, words }: FieldProps) {
  const { name, kind } = view.field
  return (
    <fieldset
      id={name}
      className="field"
      // A plain group can be neither required nor wrong; one of boxes has to do with its description.
      role={kind === 'multiselect' ? 'group' : 'radiogroup'}
      aria-labelledby={`${name}-label`}
      {...describe(view, isWrong)}
    >
      <legend id={`${name}-label`}>
        <Label view={view} optional={words.optional} />
      </legend>
      <Hint view={view} />
      <ChoiceCards view={view} value={value} />
      <FieldSlot name={name} error={words.error} />
    </fieldset>
  )
}

function Label({
  view: { field, label },
  optional,
}: {
  readonly view: FieldView
  readonly optional: string
}) {
  return (
    <>
      {label}
      {field.required ? null : <span className="font-normal text-muted"> {optional}</span>}
    </>
  )
}

function Hint({ view: { field, hint } }: { readonly view: FieldView }) {
  return hint ? (
    <p id={`${field.name}-hint`} className="hint">
      {hint}
    </p>
  ) : null
}
