/** Whose a conversation is among the team, where it belongs, and its tags; what it was goes along, so that only changes are made. */
import { ChevronIcon } from '#components/page/icon.tsx'

export interface SortingFormProps {
  readonly target: string
  readonly assignee: Choice
  readonly channel: Choice
  /** With commas between them. */
  readonly tags: { readonly label: string; readonly hint: string; readonly value: string }
  readonly save: string
}

interface Choice {
  readonly label: string
  readonly value: string
  readonly options: readonly { readonly value: string; readonly words: string }[]
}

export function SortingForm({ target, assignee, channel, tags, save }: SortingFormProps) {
  return (
    <form action={target} method="post" className="desk-sorting">
      <Select name="assignee" choice={assignee} />
      <Select name="channel" choice={channel} />
      <div className="field">
        <label htmlFor="tags">{tags.label}</label>
        <p id="tags-hint" className="hint">
          {tags.hint}
        </p>
        <input type="hidden" name="was-tags" value={tags.value} />
        <input
          key={tags.value}
          id="tags"
          name="tags"
          className="control"
          dir="auto"
          defaultValue={tags.value}
          aria-describedby="tags-hint"
        />
      </div>
      <button type="submit" className="button">
        {save}
      </button>
    </form>
  )
}

function Select({
  name,
  choice: { label, value, options },
}: {
  readonly name: string
  readonly choice: Choice
}) {
  return (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      <input type="hidden" name={`was-${name}`} value={value} />
      <div className="select">
        <select key={value} id={name} name={name} className="control" defaultValue={value}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.words}
            </option>
          ))}
        </select>
        <ChevronIcon />
      </div>
    </div>
  )
}
