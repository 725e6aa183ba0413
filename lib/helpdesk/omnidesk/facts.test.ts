/** The table of facts: each fact of Omnidesk's documents has a test that shows it, and the test exists. */
import { expect, test } from 'vitest'
import * as documented from '../../../e2e/fakes/omnidesk-rules.ts'
import { missingOf, type Shown } from '../shown.testing.ts'
import { chatbotMessage, type Fact, message } from './facts.testing.ts'

test.each([
  ['8.1 POST /message', message, documented.message],
  ['8.2 POST /message/chatbot', chatbotMessage, documented.chatbotMessage],
])(
  '%s: every documented field is in the table, and every fact has a test that exists',
  (name, facts, fields) => {
    process.stdout.write(`\n${name}\n${tableOf(facts)}\n`)
    expect(missingOf(facts.flatMap(({ sent, held }) => [sent, held]))).toEqual([])
    const known = facts.map(({ fact }) => fact)
    expect(Object.keys(fields.shape).filter((field) => !known.includes(field))).toEqual([])
    expect(new Set(known).size).toBe(known.length)
  },
)

function tableOf(facts: readonly Fact[]): string {
  const line = (fact: string, how: string, it: Shown | undefined) =>
    it ? [`${fact.padEnd(50)} ${how} ${it.file}: ${it.title}`] : []
  return facts
    .flatMap(({ fact, sent, held }) => [...line(fact, 'sent', sent), ...line(fact, 'held', held)])
    .join('\n')
}
