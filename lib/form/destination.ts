/** Where the answers of a request go: custom data, tags, recipients and subject, as the configuration alone says. */
import type { FieldValue } from './condition.ts'
import type { FormDefinition } from './definition.ts'
import { maxRecipients } from './field.ts'
import { addedFields, destinationsOf, postedName } from './fields.ts'
import { splitEmails } from './formats.ts'
import type { Submission } from './submission.ts'

export interface Routed {
  readonly subject: string
  readonly data: Readonly<Record<string, string>>
  readonly tags: readonly string[]
  readonly recipients: readonly string[]
}

/** The answers in their places. What was not answered is in none. */
export function routeAnswers(form: FormDefinition, submission: Submission): Routed {
  const data: Record<string, string> = {}
  const tags: string[] = []
  const recipients: string[] = []
  for (const { field, definition } of addedFields(form)) {
    const answers = [submission.answers[field.name] ?? []].flat().filter(Boolean)
    if (answers.length === 0) continue
    const isBox = definition.kind === 'checkbox' || definition.kind === 'consent'
    for (const destination of destinationsOf(definition)) {
      if (destination === 'tag') tags.push(...(isBox ? [definition.name] : answers))
      else if (destination === 'recipients') recipients.push(...answers.flatMap(splitEmails))
      else data[splitData(destination) ?? definition.name] = answers.join(', ')
    }
  }
  return {
    subject: writeSubject(form, submission),
    data,
    tags,
    recipients: recipients.slice(0, maxRecipients),
  }
}

/** The key of `data.<key>`; null for other destinations. */
export const splitData = (destination: string): string | null =>
  destination.startsWith('data.') ? destination.slice('data.'.length) : null

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
