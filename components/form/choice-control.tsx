/** Answers to choose from: cards to pick one or several of, a list, or a single box to tick. */
import { ChevronIcon } from '#components/page/icon.tsx'
import type { Described } from './described.ts'
import { type ChoiceView, choiceId, type FieldView } from './field-view.ts'

interface ChoiceProps {
  readonly view: FieldView
  /** Several answers stand in lines. */
  readonly value: string
}

export function ChoiceCards({ view, value }: ChoiceProps) {
  const { field, choices = [] } = view
  const chosen = value.split('\n')
  return (
    <div className="choices">
      {choices.map((choice) => (
        <ChoiceCard
          key={choice.value}
          id={choiceId(view, choice)}
          type={field.kind === 'multiselect' ? 'checkbox' : 'radio'}
          name={field.name}
          choice={choice}
          isChecked={chosen.includes(choice.value)}
        />
      ))}
    </div>
  )
}

interface ChoiceCardProps {
  readonly id: string
  readonly type: 'radio' | 'checkbox'
  readonly name: string
  readonly choice: ChoiceView
  readonly isChecked: boolean
}

function ChoiceCard({ id, type, name, choice, isChecked }: ChoiceCardProps) {
  return (
    <label className="choice">
      <input
        id={id}
        type={type}
        name={name}
        value={choice.value}
        defaultChecked={isChecked}
        aria-labelledby={`${id}-name`}
        aria-describedby={choice.hint ? `${id}-hint` : undefined}
      />
      <span>
        <span id={`${id}-name`} className="choice-name">
          {choice.label}
        </span>
        {choice.hint ? (
          <span id={`${id}-hint`} className="hint">
            {choice.hint}
          </span>
        ) : null}
      </span>
    </label>
  )
}

interface DescribedChoiceProps extends ChoiceProps {
  readonly described: Described
}

export function ChoiceList({ view, value, described }: DescribedChoiceProps) {
  const { field, choices = [], choose } = view
  return (
    <div className="select">
      <select
        id={field.name}
        name={field.name}
        className="control"
        defaultValue={value}
        autoComplete={field.autocomplete}
        {...described}
      >
        <option value="">{choose}</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
      <ChevronIcon />
    </div>
  )
}

/** The box itself; the label around it is the field's. */
export function ChoiceBox({ view: { field }, value, described }: DescribedChoiceProps) {
  const [ticked = ''] = field.choices ?? []
  return (
    <input
      id={field.name}
      type="checkbox"
      name={field.name}
      value={ticked}
      defaultChecked={value === ticked}
      // What a customer agrees to, they agree to each time.
      data-draft={field.kind === 'consent' ? 'off' : undefined}
      {...described}
    />
  )
}
