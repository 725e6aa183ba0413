/** The browser and the server think the same of a submission, whatever the form is and whatever is in it. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lookAt } from '#components/form/live-when.ts'
import { readForm } from '#lib/guard/multipart.ts'
import type { Condition } from './condition.ts'
import { type FormDefinition, formAt, type SupportDefinition } from './definition.ts'
import type { Field } from './field.ts'
import { fieldsOf } from './fields.ts'
import { anyPost, anySupport } from './forms.testing.ts'
import { answerOf, findMistake } from './rules.ts'
import { readSubmission } from './submission.ts'
import { checkSupport } from './support.ts'

test('for any form and any submission the browser’s rules and the server’s give the same verdict', async () => {
  await fc.assert(
    fc.asyncProperty(anySupport, anyPost, async (support, posted) => {
      const form = formOf(checkSupport(JSON.parse(JSON.stringify(support)), 'the file'))
      const data = dataOf(posted)
      const browser = browserVerdict(JSON.parse(JSON.stringify(fieldsOf(form))), data)
      const server = await serverVerdict(form, data)
      expect(server.mistakes).toEqual(browser.mistakes)
      if (server.submission) expect(Object.keys(server.submission.answers)).toEqual(browser.shown)
      else expect(browser.mistakes).not.toEqual([])
    }),
    { numRuns: 1_000 },
  )
})

test('what is not asked for is never accepted, and what is asked for and required is never skipped', async () => {
  await fc.assert(
    fc.asyncProperty(anySupport, anyPost, async (support, posted) => {
      const form = formOf(checkSupport(JSON.parse(JSON.stringify(support)), 'the file'))
      const { typed, submission, mistakes } = await serverVerdict(form, dataOf(posted))
      const values = new Map<string, readonly string[]>()
      for (const field of fieldsInOrder(form)) {
        const isAsked = field.when === undefined || holds(field.when, values)
        const answers = [answerOf(field, typed[field.name] ?? '')].flat().filter(Boolean)
        values.set(field.name, isAsked ? answers : [])
        const isMistaken = mistakes.some((mistake) => mistake.field === field.name)
        const isAnswered = Object.hasOwn(submission?.answers ?? {}, field.name)
        if (!isAsked) expect([isMistaken, isAnswered]).toEqual([false, false])
        else if (field.required && answers.length === 0) expect(isMistaken).toBe(true)
        else expect(isMistaken || isAnswered || submission === null).toBe(true)
      }
    }),
    { numRuns: 500 },
  )
})

/** The topic, and then each after those that it depends on. */
const fieldsInOrder = (form: FormDefinition) =>
  fieldsOf(form).toSorted((a, b) => orderOf(a.name) - orderOf(b.name))
const orderOf = (name: string) => Number(/^field-f(\d+)$/.exec(name)?.[1] ?? -1)

/** Written like one, and none: it is neither before nor after another. */
const noDay = '2026-02-30'

/** The conditions once more, in other words. */
function holds(condition: Condition, values: ReadonlyMap<string, readonly string[]>): boolean {
  if ('not' in condition) return holds(condition.not, values) === false
  if ('all' in condition) return condition.all.filter((each) => !holds(each, values)).length === 0
  if ('any' in condition) return condition.any.filter((each) => holds(each, values)).length > 0
  const answers = values.get(condition.field) ?? []
  const [first = ''] = answers
  const { equals, in: offered, contains, filled, above, atLeast, below, atMost } = condition
  const over = (bound: number | string) =>
    first === '' || first === noDay
      ? Number.NaN
      : Number(first.replaceAll('-', '0')) - Number(`${bound}`.replaceAll('-', '0'))
  const number = (bound: number | string) =>
    typeof bound === 'string' ? over(bound) : first === '' ? Number.NaN : Number(first) - bound
  const isOther = [
    equals !== undefined && (answers.length !== 1 || first !== `${equals}`),
    offered !== undefined && !answers.some((answer) => offered.includes(answer)),
    contains !== undefined && !answers.some((answer) => answer.toLowerCase().includes(contains)),
    filled !== undefined && answers.length > 0 !== filled,
    above !== undefined && !(number(above) > 0),
    atLeast !== undefined && !(number(atLeast) >= 0),
    below !== undefined && !(number(below) < 0),
    atMost !== undefined && !(number(atMost) <= 0),
  ]
  return !isOther.includes(true)
}

function formOf(support: SupportDefinition): FormDefinition {
  const form = formAt(support, 'support')
  if (!form) throw new Error('there is no default form')
  return form
}

function dataOf(posted: readonly (readonly [string, string])[]): FormData {
  const data = new FormData()
  for (const [name, value] of posted) data.append(name, value)
  return data
}

/** What `live-check.ts` finds, without a page around it. */
function browserVerdict(fields: readonly Field[], data: FormData) {
  const { typed, shown } = lookAt(data, fields)
  const asked = fields.filter(({ name }) => shown.has(name))
  const mistakes = asked.flatMap((field) => {
    const mistake = findMistake(field, typed[field.name] ?? '')
    return mistake ? [{ field: field.name, mistake }] : []
  })
  return { mistakes, shown: asked.map(({ name }) => name) }
}

/** Through a real multipart body, as both doors read it. */
async function serverVerdict(form: FormDefinition, data: FormData) {
  const request = new Request('http://localhost/submit/support', { method: 'POST', body: data })
  const reading = await readForm(request, async () => null)
  if (reading.outcome !== 'read') throw new Error(reading.outcome)
  return readSubmission(form, fieldsOf(form), (name) => reading.fields.get(name) ?? [])
}
