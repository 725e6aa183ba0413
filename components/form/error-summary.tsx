/** Everything to fix, in page order, each a link to its field; it takes the place of the introduction. */
import type { MouseEvent, Ref } from 'react'
import type { FieldErrors } from '#lib/form/state.ts'
import type { LiveField } from './live-field.ts'

interface ErrorSummaryProps {
  readonly ref: Ref<HTMLDivElement>
  readonly fields: readonly LiveField[]
  readonly errors: FieldErrors
  /** Headings for one mistake, for two, and so on. */
  readonly headings: readonly string[]
}

export function ErrorSummary({ ref, fields, errors, headings }: ErrorSummaryProps) {
  const wrong = placesOf(fields).filter(({ name }) => errors[name])
  return (
    <div ref={ref} id="problems" className="summary" tabIndex={-1}>
      <div role="alert">
        <h2 className="text-md font-semibold">{headings[wrong.length - 1]}</h2>
        <ul className="mt-2 space-y-1">
          {wrong.map(({ name, target }) => (
            <li key={name}>
              <a href={`#${target}`} onClick={focusTarget}>
                {errors[name]}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

interface Place {
  readonly name: string
  readonly target: string
}

/** In page order: the attachments come after the message. */
export function placesOf(fields: readonly LiveField[]): Place[] {
  const attachments: Place = { name: 'attachments', target: 'attachments' }
  return fields.flatMap(({ field: { name }, target }) =>
    name === 'message' ? [{ name, target }, attachments] : [{ name, target }],
  )
}

/** Focus without a new entry in the history, which would make Back mean something else. */
export function focusTarget(event: MouseEvent<HTMLAnchorElement>) {
  const target = document.getElementById(event.currentTarget.hash.slice(1))
  if (!target) return
  event.preventDefault()
  target.focus()
}
