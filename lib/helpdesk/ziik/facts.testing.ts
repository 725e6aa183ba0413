/** Every fact of Ziik's documents (helpdesk-apis.md 7.1), and the test that shows it. */
import { inFile, type Shown } from '../shown.testing.ts'

export interface Fact {
  readonly fact: string
  readonly shown: Shown
}

const adapter = inFile('lib/helpdesk/ziik/adapter.test.ts')
const fake = inFile('e2e/fakes/ziik.test.ts')

const root = adapter('7.1 message and parent_id: the request is a message without a parent')
const reply = adapter('7.1 parent_id: a reply is below its own request, whatever has come since')
const strict = fake('7.1 what is not documented is refused, and has no effect')
const whole = adapter('a message with every documented field is known by its number, and shown as what it is')
const over = (path: string): Fact => ({
  fact: path,
  shown: adapter('%s is read over, whatever stands there', path),
})
const decisive = (path: string): Fact => ({
  fact: path,
  shown: adapter('%s that is not as documented makes nothing of it shown', path),
})
const optional = (path: string): Fact => ({
  fact: path,
  shown: adapter('date and author.name may be missing, and deleted is anything but true', path),
})

export const sending: readonly Fact[] = [
  { fact: 'conversation', shown: root },
  { fact: 'conversation is an integer', shown: strict },
  { fact: 'message', shown: root },
  { fact: 'message is required, a string', shown: strict },
  {
    fact: 'message may contain rich markup',
    shown: adapter('nothing that a customer types is markup, or a line of ours'),
  },
  { fact: 'parent_id', shown: reply },
  { fact: 'parent_id null', shown: root },
  { fact: 'parent_id is an integer or null', shown: strict },
  { fact: 'Content-Type: application/json', shown: strict },
]

/** Of the created message. */
export const answering: readonly Fact[] = [
  { fact: 'id', shown: adapter('without a number it is no answer') },
  decisive('message'),
  decisive('parent'),
  decisive('author'),
  decisive('author.id'),
  optional('date'),
  optional('author.name'),
  optional('deleted'),
  { fact: 'bare, or in data', shown: whole },
  ...['conversationId', 'type', 'is_reply', 'edited_at', 'reactions', 'files', 'voice'].map(over),
  ...['first_name', 'last_name', 'title', 'active', 'avatar', 'archived_at', 'participant_type', 'subtext']
    .concat(['department', 'department.id', 'department.name', 'unit', 'unit.id', 'unit.name'])
    .map((name) => over(`author.${name}`)),
  ...['id', 'size', 'height', 'width', 'date', 'created_at', 'updated_at', 'name', 'mime', 'type']
    .concat(['extension', 'source', 'stream', 'created_formatted', 'updated_formatted', 'uploaded'])
    .concat(['processing', 'versions', 'screenshot'])
    .map((name) => over(`files.${name}`)),
  ...['id', 'processing', 'extension', 'url', 'duration'].map((name) => over(`voice.${name}`)),
]
