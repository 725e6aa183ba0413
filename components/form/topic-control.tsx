/** What the message is about: cards to pick from, or a list when there are many. */
import { ChevronIcon } from '#components/page/icon.tsx'
import type { Described } from './described.ts'
import { choiceId, type FieldView, type TopicView } from './field-view.ts'

interface TopicProps {
  readonly view: FieldView
  readonly value: string
}

export function TopicCards({ view: { topics = [] }, value }: TopicProps) {
  return (
    <div className="choices">
      {topics.map((topic) => (
        <TopicCard key={topic.slug} topic={topic} isChecked={topic.slug === value} />
      ))}
    </div>
  )
}

function TopicCard({ topic, isChecked }: { readonly topic: TopicView; readonly isChecked: boolean }) {
  const id = choiceId(topic)
  return (
    <label className="choice">
      <input
        id={id}
        type="radio"
        name="topic"
        value={topic.slug}
        defaultChecked={isChecked}
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

interface TopicListProps extends TopicProps {
  readonly described: Described
  /** The empty option. */
  readonly choose: string
}

export function TopicList({ view: { field, topics = [] }, value, described, choose }: TopicListProps) {
  return (
    <div className="select">
      <select id={field.name} name={field.name} className="control" defaultValue={value} {...described}>
        <option value="">{choose}</option>
        {topics.map((topic) => (
          <option key={topic.slug} value={topic.slug}>
            {topic.label}
          </option>
        ))}
      </select>
      <ChevronIcon />
    </div>
  )
}
