/** What a list is asked for: the parts that its query strings have in common. */
import { z } from 'zod'
import { readInstant } from '#lib/helpdesk/reamaze/wire.ts'
import { addressKey } from './desk.ts'
import { Problem } from './problem.ts'

/**
 * The parameters of `url` as `schema` reads them; an empty one counts as absent, an unknown one is ignored, and of
 * several with one name the last counts. `data[key]=value` becomes `data`.
 */
export function readQuery<Schema extends z.ZodType>(url: string, schema: Schema): z.output<Schema> | Problem {
  const parameters = [...new URL(url).searchParams].filter(([, value]) => value !== '')
  const plain = parameters.filter(([name]) => !name.startsWith('data['))
  const data = parameters.flatMap(([name, value]) => {
    const key = /^data\[(.+)\]$/s.exec(name)?.[1]
    return key ? [[key, value] as const] : []
  })
  const result = schema.safeParse({ ...Object.fromEntries(plain), data: Object.fromEntries(data) })
  if (result.success) return result.data
  const errors = result.error.issues.map(({ path, message }) => [String(path[0]), [message]] as const)
  return new Problem(422, Object.fromEntries(errors))
}

/** PostgreSQL refuses NUL even in a comparison. */
export const queryText = z
  .string()
  .max(1000)
  .refine((value) => !value.includes('\0'), 'must be text without NUL')

/** Nine digits stay within every integer column, and thirty times as much within every offset. */
export const wholeNumber = z
  .string()
  .regex(/^\d{1,9}$/, 'must be a whole number')
  .transform(Number)

const date = (endOfDay: boolean) =>
  queryText.transform((value, context) => {
    const ms = readDate(value, endOfDay)
    if (ms !== null) return ms
    context.addIssue({ code: 'custom', message: 'must be an ISO 8601 date or time' })
    return z.NEVER
  })

/** What the lists of messages and of conversations both understand. */
export const sharedParameters = {
  /** From 1. */
  page: wholeNumber.refine((page) => page > 0, 'must be at least 1').default(1),
  /** Conversations with any of these. */
  tag: queryText.transform((value) => value.split(',').map((tag) => tag.trim())).optional(),
  /** The slug of a channel. */
  category: queryText.optional(),
  start_date: date(false).optional(),
  end_date: date(true).optional(),
} as const

/** An address as it is stored. */
export const address = queryText.transform(addressKey)

/** No condition for what was not asked. */
export const given = <Value, Condition>(
  value: Value | null | undefined,
  condition: (value: Value) => Condition,
): Condition[] => (value === null || value === undefined ? [] : [condition(value)])

/** A day without a time is the whole day in UTC; a time without an offset is in UTC. Both bounds are inclusive. */
function readDate(value: string, endOfDay: boolean): number | null {
  if (/^\d{4}-\d\d-\d\d$/.test(value)) {
    return readInstant(`${value}T${endOfDay ? '23:59:59.999' : '00:00:00.000'}Z`)
  }
  // A plus that nobody encoded arrives as a space.
  const zoned = value.replace(/^(\S+[Tt ]\S+) (\d\d:?\d\d)$/, '$1+$2')
  const parts = /^(\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d)(:\d\d(?:\.\d+)?)?([Zz]|[+-]\d\d:?\d\d)?$/.exec(zoned)
  return parts ? readInstant(`${parts[1]}${parts[2] ?? ':00'}${parts[3] ?? 'Z'}`) : null
}
