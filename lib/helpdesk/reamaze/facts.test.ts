/** The table of facts: each fact of Re:amaze's documents has a test that shows it, and the test exists. */
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { messageQuery } from '../builtin/message-list.ts'
import { exists, missingOf, type Shown } from '../shown.testing.ts'
import { adding, creating, type Fact, listing } from './facts.testing.ts'
import { createConversation, createMessage, wireMessage } from './wire.ts'

const sections = {
  '3.1 POST /conversations': creating,
  '3.2 POST /conversations/{slug}/messages': adding,
  '3.3 GET /messages and GET /conversations/{slug}/messages': listing,
}

test.each(Object.entries(sections))('%s: every fact has a test that exists', (section, facts) => {
  process.stdout.write(`\n${section}\n${tableOf(facts)}\n`)
  expect(facts.filter(({ sent, honoured }) => !sent && !honoured)).toEqual([])
  expect(missingOf(facts.flatMap(({ sent, honoured }) => [sent, honoured]))).toEqual([])
  expect(new Set(facts.map(({ fact }) => fact)).size).toBe(facts.length)
})

/** Documented elsewhere than in 3.1–3.3: sections 4.1, 4.3 and 5. */
const elsewhere = new Set([
  'conversation.assignee',
  'conversation.assignee.email',
  'conversation.hold_until',
  'conversation.message.origin_id',
  'conversation.message.user.email',
  'conversation.message.user.name',
  'conversation.message.visibility',
  'conversation.suppress_autoresolve',
  'conversation.suppress_notification',
  'conversation.suppress_notifications',
  'message.recipients',
  'user.email',
  'user.name',
])

/** What only the built-in helpdesk knows, for its desk. */
const builtinAlone = new Set(['message.seen'])

describe('what the code reads and writes is among the facts', () => {
  test('of a new conversation', () => {
    const known = namesOf(creating)
    expect(pathsOf(createConversation).filter((path) => !known.has(path) && !elsewhere.has(path))).toEqual([])
  })

  test('of a new message', () => {
    const known = namesOf(adding)
    const isKnown = (path: string) =>
      known.has(path) || known.has(`${path} beside message`) || elsewhere.has(path) || builtinAlone.has(path)
    expect(pathsOf(createMessage).filter((path) => !isKnown(path))).toEqual([])
  })

  test('of a listed message', () => {
    const known = namesOf(listing)
    expect(
      pathsOf(wireMessage).filter((path) => !known.has(`messages: ${path}`) && !/staff\?/.test(path)),
    ).toEqual([])
  })

  test('of the question for messages', () => {
    const known = namesOf(listing)
    expect(Object.keys(messageQuery.shape).filter((name) => !known.has(`?${name}`))).toEqual([])
  })
})

describe('the reader of titles and names', () => {
  test('sees every name that is there', () => {
    expect(pathsOf(createConversation)).toContain('conversation.message.recipients')
    expect(pathsOf(wireMessage)).toContain('attachments.image?')
  })

  test('knows a test that is there, and none that is not', () => {
    expect(
      exists({ file: 'lib/helpdesk/reamaze/wire.test.ts', title: 'a numeric origin_id is compared as text' }),
    ).toBe(true)
    expect(
      exists({ file: 'lib/helpdesk/reamaze/wire.test.ts', title: 'a numeric origin_id is compared' }),
    ).toBe(false)
    expect(exists({ file: 'lib/helpdesk/reamaze/no-such.test.ts', title: 'a' })).toBe(false)
    const each = {
      file: 'lib/helpdesk/builtin/messages.test.ts',
      title: 'a wrong %s is refused by name and nothing is added',
    }
    expect(exists({ ...each, row: 'visibility' })).toBe(true)
    expect(exists({ ...each, row: 'nonsense' })).toBe(false)
  })
})

const namesOf = (facts: readonly Fact[]) => new Set(facts.map(({ fact }) => fact))

/** The names of everything that a schema takes, as paths; the items of a list under the list's own name. */
function pathsOf(schema: z.ZodType): string[] {
  const node = z.object({ properties: z.record(z.string(), z.unknown()) })
  const inner = z.object({ anyOf: z.array(z.unknown()).optional(), items: z.unknown().optional() })
  const walk = (part: unknown, path: string): string[] => {
    const names = Object.entries(node.safeParse(part).data?.properties ?? {}).flatMap(([name, value]) => {
      const below = path ? `${path}.${name}` : name
      return [below, ...walk(value, below)]
    })
    const { anyOf = [], items } = inner.safeParse(part).data ?? {}
    return [...names, ...[...anyOf, ...(items === undefined ? [] : [items])].flatMap((it) => walk(it, path))]
  }
  return [...new Set(walk(z.toJSONSchema(schema, { io: 'input' }), ''))]
}

function tableOf(facts: readonly Fact[]): string {
  const width = Math.max(...facts.map(({ fact }) => fact.length))
  const shown = (how: string, it: Shown | undefined) =>
    it ? [`${how} ${it.file}: ${it.title}${it.row ? ` [${it.row}]` : ''}`] : []
  return facts
    .map(({ fact, sent, honoured }) =>
      [...shown('sent', sent), ...shown('honoured', honoured)]
        .map((line) => `${fact.padEnd(width)}  ${line}`)
        .join('\n'),
    )
    .join('\n')
}
