/** How much there is to fix and where to start, in one line that takes no more room than the introduction did. */
import type { Ref } from 'react'
import { ErrorIcon } from '#components/page/icon.tsx'
import type { FieldErrors } from '#lib/form/state.ts'
import { focusTarget, placesOf } from './error-summary.tsx'
import type { BriefWords } from './field-view.ts'
import type { LiveField } from './live-field.ts'

interface BriefSummaryProps {
  readonly ref: Ref<HTMLDivElement>
  readonly fields: readonly LiveField[]
  readonly errors: FieldErrors
  /** Undefined where they did not come: `other` then says that something is wrong, and the fields say what. */
  readonly words: BriefWords | undefined
  readonly other: string
}

export function BriefSummary({ ref, fields, errors, words, other }: BriefSummaryProps) {
  const wrong = placesOf(fields).filter(({ name }) => errors[name])
  const [first] = wrong
  const label = fields.find(({ field }) => field.name === first?.name)?.label ?? words?.attachments
  const [before, after] = (words?.sentences[wrong.length - 1] ?? other).split('{label}')
  return (
    <div ref={ref} id="problems" className="brief" tabIndex={-1}>
      <p role="alert" className="mistake">
        <ErrorIcon className="icon icon-small" />
        <span>
          {before}
          {first ? (
            <a href={`#${first.target}`} onClick={focusTarget}>
              {label}
            </a>
          ) : null}
          {after}
        </span>
      </p>
    </div>
  )
}
