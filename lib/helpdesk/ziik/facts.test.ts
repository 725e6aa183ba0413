/** The table of facts: each fact of Ziik's documents has a test that shows it, and the test exists. */
import { expect, test } from 'vitest'
import { newMessage, startZiikFake } from '../../../e2e/fakes/ziik.ts'
import { missingOf } from '../shown.testing.ts'
import { createZiik } from './adapter.ts'
import { answering, sending } from './facts.testing.ts'

const names = (facts: typeof sending) => facts.map(({ fact }) => fact)

test('7.1 every fact has a test that exists', () => {
  const facts = [
    ...sending.map((it) => ({ ...it, of: 'sent' })),
    ...answering.map((it) => ({ ...it, of: 'answered' })),
  ]
  process.stdout.write(
    `\n7.1 POST /conversations/{conversation}/messages\n${facts
      .map(
        ({ of, fact, shown }) =>
          `${of.padEnd(9)} ${fact.padEnd(32)} ${shown.file}: ${shown.title}${shown.row ? ` [${shown.row}]` : ''}`,
      )
      .join('\n')}\n`,
  )
  expect(missingOf(facts.map(({ shown }) => shown))).toEqual([])
  expect(new Set(facts.map(({ of, fact }) => `${of} ${fact}`)).size).toBe(facts.length)
})

test('what the documents take, and what they answer with, is among the facts', async () => {
  expect(Object.keys(newMessage.shape).filter((name) => !names(sending).includes(name))).toEqual([])
  const fake = await startZiikFake()
  const { url: baseUrl, username, password, conversationId } = fake
  const answers: unknown[] = []
  const helpdesk = createZiik({
    baseUrl,
    username,
    password,
    conversationId,
    fetch: async (input, init) => {
      const answer = await fetch(input, init)
      answers.push(await answer.clone().json())
      return answer
    },
  })
  const customer = { name: 'Mia Berg', email: 'mia@example.org' }
  await helpdesk.open({ subject: 'Zip', body: 'Zip', customer, channel: 's', tags: [], data: {} }, 'cf_1')
  await fake.stop()
  const unknown = pathsOf(answers.at(-1)).filter((path) => !names(answering).includes(path))
  expect(unknown).toEqual([])
})

/** The names in an object and in the objects within it, as paths. */
function pathsOf(value: unknown, above = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  return Object.entries(value).flatMap(([name, inner]) => [
    above + name,
    ...pathsOf(inner, `${above}${name}.`),
  ])
}
