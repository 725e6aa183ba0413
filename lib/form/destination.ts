/** Where the answers of a request go: custom data, tags, recipients and subject, as the configuration alone says. */
import type { FieldValue } from './condition.ts'
import type { FormDefinition } from './definition.ts'
import { type DataDestination, maxRecipients } from './field.ts'
import { addedFields, destinationsOf, postedName } from './fields.ts'
import { splitEmails } from './formats.ts'
import type { Submission } from './submission.ts'

export interface Routed {
  readonly subject: string
  readonly data: Readonly<Record<string, string>>
  /** What belongs to the customer rather than to this request. */
  readonly contact: Readonly<Record<string, string>>
  readonly tags: readonly string[]
  readonly recipients: readonly string[]
}

/** The answers in their places. What was not answered is in none. */
export function routeAnswers(form: FormDefinition, submission: Submission): Routed {
  const data: Record<string, string> = {}
  const contact: Record<string, string> = {}
  const tags: string[] = []
  const recipients: string[] = []
  for (const { field, definition } of addedFields(form)) {
    const answers = [submission.answers[field.name] ?? []].flat().filter(Boolean)
    if (answers.length === 0) continue
    const isBox = definition.kind === 'checkbox' || definition.kind === 'consent'
    for (const destination of destinationsOf(definition)) {
      if (destination === 'tag') tags.push(...(isBox ? [definition.name] : answers))
      else if (destination === 'recipients') recipients.push(...answers.flatMap(splitEmails))
      else {
        const { of, key } = splitData(destination)
        const place = of === 'contact' ? contact : data
        place[key] = answers.join(', ')
      }
    }
  }
  return {
    subject: writeSubject(form, submission),
    data,
    contact,
    tags,
    recipients: recipients.slice(0, maxRecipients),
  }
}

/** The two parts of `data.<key>` or `contact.<key>`. */
export function splitData(destination: DataDestination): {
  readonly of: 'data' | 'contact'
  readonly key: string
} {
  const isContact = destination.startsWith('contact.')
  return { of: isContact ? 'contact' : 'data', key: destination.slice(destination.indexOf('.') + 1) }
}

const maxSubjectCharacters = 150

/** What was typed, or what the form makes of it; never nothing. */
function writeSubject({ subject }: FormDefinition, { answers, topic }: Submission): string {
  const read = (name: string) => written(answers[postedName(name)] ?? '')
  const written = (value: FieldValue) => (typeof value === 'string' ? value : value.join(', '))
  const made = subject?.template
    ? subject.template.replace(/\{([^{}]*)\}/g, (_, name: string) =>
        name === 'topic' ? (topic?.label ?? '') : read(name),
      )
    : read('subject')
  const line = (text: string) => [...text.replace(/\s+/g, ' ').trim()].slice(0, maxSubjectCharacters).join('')
  return line(made) || (topic?.label ?? line(read('message')))
}
