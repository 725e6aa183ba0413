/** What is wrong with a configuration, in lines that an operator can act on: where, what is needed, and what was found. */
import type { z } from 'zod'

type Issue = z.core.$ZodIssue

/** One line per problem, in the order of the file. @param content what was checked, to say what was found. */
export const describeIssues = (issues: readonly Issue[], content: unknown): string[] =>
  issues.flatMap((issue) => describeIssue(issue, content, issue.path))

function describeIssue(issue: Issue, content: unknown, path: readonly PropertyKey[]): string[] {
  const place = writePath(path)
  const got = `; got ${writeValue(valueAt(content, path))}`
  switch (issue.code) {
    case 'invalid_type':
      return [`${place} needs ${nouns[issue.expected] ?? issue.expected}${got}`]
    case 'invalid_value':
      return [`${place} needs one of: ${issue.values.map(String).join(', ')}${got}`]
    case 'unrecognized_keys':
      return issue.keys.map((key) => `${writePath([...path, key])} is no setting; check its spelling`)
    case 'invalid_key':
      return [`${place} ${issue.issues.map(({ message }) => message).join(', ')}`]
    case 'invalid_union':
      return describeNearest(issue.errors, content, path) ?? [`${place} ${issue.message}${got}`]
    default:
      return [`${place} ${issue.message}${got}`]
  }
}

const nouns: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
}

/** The problems with the alternative that was probably meant: the one that the content follows deepest. */
function describeNearest(
  alternatives: readonly (readonly Issue[])[],
  content: unknown,
  path: readonly PropertyKey[],
): string[] | null {
  const depthOf = (issues: readonly Issue[]) => Math.min(...issues.map((issue) => issue.path.length))
  const nearest = alternatives.toSorted((a, b) => depthOf(b) - depthOf(a))[0]
  if (!nearest || depthOf(nearest) === 0) return null
  return nearest.flatMap((issue) => describeIssue(issue, content, [...path, ...issue.path]))
}

/** `forms.support.topics[2].label`. */
function writePath(path: readonly PropertyKey[]): string {
  const written = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('')
  return written.replace(/^\./, '') || 'the configuration'
}

function valueAt(content: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, part) => {
    const isHolder = typeof value === 'object' && value !== null && Object.hasOwn(value, part)
    return isHolder ? Reflect.get(value, part) : undefined
  }, content)
}

function writeValue(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value) ?? typeof value
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
