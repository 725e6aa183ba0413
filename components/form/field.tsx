/** A field as the server draws it: label, hint, control, and the line below that the browser keeps up to date. */
import { describe } from './described.ts'
import { FieldSlot } from './field-slot.tsx'
import { type FieldView, hasCards } from './field-view.ts'
import { TextControl } from './text-control.tsx'
import { TopicCards, TopicList } from './topic-control.tsx'

export interface FieldProps {
  readonly view: FieldView
  /** What stands in the field when the page arrives. */
  readonly value: string
  /** Whether that is a mistake. */
  readonly isWrong: boolean
  readonly words: {
    /** "(optional)". */
    readonly optional: string
    /** "Error:". */
    readonly error: string
    /** The empty option of a topic list. */
    readonly chooseTopic: string
  }
}

export function Field(props: FieldProps) {
  return hasCards(props.view) ? <CardsField {...props} /> : <ControlField {...props} />
}

function ControlField({ view, value, isWrong, words }: FieldProps) {
  const { name, kind } = view.field
  return (
    <div className="field">
      <label htmlFor={name}>
        <Label view={view} optional={words.optional} />
      </label>
      <Hint view={view} />
      {kind === 'topic' ? (
        <TopicList view={view} value={value} described={describe(view, isWrong)} choose={words.chooseTopic} />
      ) : (
        <TextControl view={view} value={value} described={describe(view, isWrong)} />
      )}
      <FieldSlot name={name} error={words.error} limit={view.counter?.limit} />
    </div>
  )
}

function CardsField({ view, value, isWrong, words }: FieldProps) {
  const { name } = view.field
  return (
    <fieldset
      id={name}
      className="field"
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a plain group can be neither required nor wrong
      role="radiogroup"
      aria-labelledby={`${name}-label`}
      {...describe(view, isWrong)}
    >
      <legend id={`${name}-label`}>
        <Label view={view} optional={words.optional} />
      </legend>
      <Hint view={view} />
      <TopicCards view={view} value={value} />
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
