/** The fields of a form in page order: those that depend on answers in a frame of their own, those of a topic under its name. */
import type { ReactNode } from 'react'
import type { FieldErrors, FieldValues } from '#lib/form/state.ts'
import { Field } from './field.tsx'
import type { FieldView, FormWords, GroupView, WhenWords } from './field-view.ts'

interface FormFieldsProps {
  readonly fields: readonly FieldView[]
  readonly values: FieldValues
  readonly errors: FieldErrors
  readonly words: FormWords
  /** Follows the message. */
  readonly attachments: ReactNode
}

export function FormFields({ fields, attachments, ...form }: FormFieldsProps) {
  const firstByScript = fields.find(({ when }) => when?.by === 'script')
  const parts = partsOf(fields).map((views) => {
    const drawn = views.flatMap((view) => {
      const field = <AskedField key={view.field.name} view={view} {...form} />
      return view.field.name === 'message' ? [field, attachments] : [field]
    })
    const [first] = views
    return [
      form.words.when && firstByScript && views.includes(firstByScript) ? (
        <UpdateButton key="update" words={form.words.when} />
      ) : null,
      first?.group ? (
        <Group key={first.group.id} group={first.group} view={first}>
          {drawn}
        </Group>
      ) : (
        drawn
      ),
    ]
  })
  return (
    <>
      {/* Enter presses the first button of a form, which must not be the one that only updates it. */}
      {firstByScript ? <button type="submit" hidden tabIndex={-1} aria-hidden="true" /> : null}
      {parts}
    </>
  )
}

/** Fields of one group, or a field on its own. */
function partsOf(fields: readonly FieldView[]): FieldView[][] {
  const parts: FieldView[][] = []
  for (const view of fields) {
    const last = parts.at(-1)
    if (view.group && last?.[0]?.group?.id === view.group.id) last.push(view)
    else parts.push([view])
  }
  return parts
}

function AskedField({
  view,
  values,
  errors,
  words,
}: Omit<FormFieldsProps, 'fields' | 'attachments'> & { readonly view: FieldView }) {
  const { name, kind } = view.field
  const field = (
    <Field view={view} value={values[name] ?? ''} isWrong={errors[name] !== undefined} words={words} />
  )
  const { when, group } = view
  // What depends on the topic alone appears with its group.
  if (!when || kind === 'hidden' || (group && isOfGroup(view))) return field
  return (
    <div className={`when when-${when.by}`} data-when={name} hidden={when.by === 'script' && !when.isMet}>
      <p className="when-words">{when.words}</p>
      {field}
    </div>
  )
}

/** The condition of the group itself is that of any of its fields which has no other. */
const isOfGroup = ({ field: { when } }: FieldView) => when !== undefined && 'field' in when

interface GroupProps {
  readonly group: GroupView
  readonly view: FieldView
  readonly children: ReactNode
}

function Group({ group, view, children }: GroupProps) {
  return (
    <fieldset className="when when-style group" data-when={`topic-${group.id}`}>
      <legend className="group-name">
        <span className="when-met">{group.legend}</span>
        <span className="when-words">{view.when?.words}</span>
      </legend>
      {children}
    </fieldset>
  )
}

/** Pressed where no script runs: the server then says which questions there are. */
function UpdateButton({ words }: { readonly words: WhenWords }) {
  return (
    <div className="update" id="update">
      <button type="submit" name="update" value="1" className="button" aria-describedby="update-hint">
        {words.update}
      </button>
      <p id="update-hint" className="hint">
        {words.updateHint}
      </p>
    </div>
  )
}
