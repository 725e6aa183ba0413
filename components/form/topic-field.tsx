/** What the message is about: cards to pick from, or a list when there are many. */
import { ChevronIcon } from '#components/page/icon.tsx'
import { describeControl, FieldHint, FieldLabel, type FieldProps, FieldSlot } from './field-parts.tsx'
import { choiceId, hasCards, type TopicView } from './field-view.ts'

interface TopicFieldProps extends FieldProps {
  /** The empty option of the list. */
  readonly choose: string
}

export function TopicField(props: TopicFieldProps) {
  return hasCards(props.view) ? <TopicCards {...props} /> : <TopicList {...props} />
}

function TopicCards({ view, value, mistake, optional, error }: TopicFieldProps) {
  const labelId = `${view.field.name}-label`
  return (
    <fieldset
      className="field"
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a plain group can be neither required nor wrong
      role="radiogroup"
      aria-labelledby={labelId}
      {...describeControl(view, mistake)}
    >
      <legend id={labelId}>
        <FieldLabel view={view} optional={optional} />
      </legend>
      <FieldHint view={view} />
      <div className="choices">
        {view.topics?.map((topic) => (
          <TopicCard key={topic.slug} topic={topic} checked={topic.slug === value} />
        ))}
      </div>
      <FieldSlot view={view} mistake={mistake} error={error} />
    </fieldset>
  )
}

function TopicCard({ topic, checked }: { readonly topic: TopicView; readonly checked: boolean }) {
  const id = choiceId(topic)
  return (
    <label className="choice">
      <input
        id={id}
        type="radio"
        name="topic"
        value={topic.slug}
        defaultChecked={checked}
        aria-labelledby={`${id}-name`}
        aria-describedby={topic.hint ? `${id}-hint` : undefined}
      />
      <span>
        <span id={`${id}-name`} className="choice-name">
          {topic.label}
        </span>
        {topic.hint ? (
          <span id={`${id}-hint`} className="hint">
            {topic.hint}
          </span>
        ) : null}
      </span>
    </label>
  )
}

function TopicList({ view, value, mistake, optional, error, choose }: TopicFieldProps) {
  const { name } = view.field
  return (
    <div className="field">
      <label htmlFor={name}>
        <FieldLabel view={view} optional={optional} />
      </label>
      <FieldHint view={view} />
      <div className="select">
        <select
          id={name}
          name={name}
          className="control"
          defaultValue={value}
          {...describeControl(view, mistake)}
        >
          <option value="">{choose}</option>
          {view.topics?.map((topic) => (
            <option key={topic.slug} value={topic.slug}>
              {topic.label}
            </option>
          ))}
        </select>
        <ChevronIcon />
      </div>
      <FieldSlot view={view} mistake={mistake} error={error} />
    </div>
  )
}
