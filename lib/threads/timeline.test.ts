/** One of each, in order: what a customer reads when their own rows and the helpdesk's messages come together. */
import { expect, test } from 'vitest'
import { withFileLinks } from '#lib/helpdesk/file-links.ts'
import type { Message } from '#lib/helpdesk/helpdesk.ts'
import { mergeTimeline, type OwnMessage } from './timeline.ts'

const mine = (
  id: string,
  body: string,
  createdAtMs: number,
  state: OwnMessage['state'] = 'delivered',
): OwnMessage => ({
  id,
  body,
  format: 'markdown',
  attachments: [],
  leftOut: [],
  state,
  attempts: state === 'waiting' ? 0 : 1,
  createdAtMs,
  position: 0,
})
const theirs = (message: Partial<Message> & Pick<Message, 'body' | 'createdAtMs'>): Message => ({
  key: null,
  role: 'customer',
  authorName: '',
  ...message,
})
const bodies = (own: OwnMessage[], newestFirst: Message[]) =>
  mergeTimeline(own, newestFirst).map(({ body }) => body)

test('the helpdesk’s copy of an own message is not shown a second time, by key or by its words', () => {
  const own = [mine('cf_1', 'The zip broke.', 1_000), mine('cfr_2', 'Any news?', 5_000)]
  const copies = [
    theirs({ key: 'cfr_2', body: 'Any news?', createdAtMs: 5_100 }),
    theirs({ body: 'The  zip broke.\n', createdAtMs: 1_100 }),
  ]
  expect(bodies(own, copies)).toEqual(['The zip broke.', 'Any news?'])
})

test('the helpdesk’s copy with links to several files in its text is not shown a second time', () => {
  const attachments = ['a.pdf', 'b.pdf'].map((name) => ({ name, url: `https://help.example.com/${name}` }))
  for (const carried of [1, 0]) {
    const own = [{ ...mine('cf_1', 'Two files.', 1_000), attachments }]
    const copy = theirs({ body: withFileLinks('Two files.', attachments, carried), createdAtMs: 1_100 })
    expect(bodies(own, [copy])).toEqual(['Two files.'])
  }
})

test('files of an own message are ours, those of staff the helpdesk’s, and what was left out is named', () => {
  const upload = { id: 'f00d', bytes: 5, sha256: '' }
  const own = {
    ...mine('cf_1', 'See files.', 1_000),
    attachments: [{ name: 'a.pdf', url: 'https://help.example.com/a.pdf', upload }],
    leftOut: ['b.pdf'],
  }
  const file = { name: 'label.pdf', bytes: null, url: 'https://desk.example.com/label.pdf' }
  const answer = theirs({ role: 'staff', body: 'Print this.', createdAtMs: 2_000, files: [file] })
  expect(mergeTimeline([own], [answer]).map(({ files, leftOut }) => ({ files, leftOut }))).toEqual([
    { files: [{ name: 'a.pdf', bytes: 5, source: { upload: 'f00d' } }], leftOut: ['b.pdf'] },
    { files: [{ name: 'label.pdf', bytes: null, source: { url: file.url } }], leftOut: [] },
  ])
})

test('the same words sent once from here and once by mail are two messages', () => {
  const own = [mine('cfr_1', 'Thanks', 1_000)]
  const both = [
    theirs({ body: 'Thanks', createdAtMs: 9_000 }),
    theirs({ key: 'cfr_1', body: 'Thanks', createdAtMs: 1_100 }),
  ]
  expect(bodies(own, both)).toEqual(['Thanks', 'Thanks'])
})

test('staff who quote the customer word for word are still shown', () => {
  const own = [mine('cf_1', 'Yes.', 1_000)]
  const answer = theirs({ role: 'staff', authorName: 'Sam', body: 'Yes.', createdAtMs: 2_000 })
  expect(mergeTimeline(own, [answer]).map(({ own: isOwn }) => isOwn)).toEqual([true, false])
})

test('in an outage the own messages are there, each with what became of it', () => {
  const states = ['delivered', 'sending', 'uncertain', 'waiting', 'parked'] as const
  const own = states.map((state, index) => mine(`cf_${index}`, state, 1_000 + index, state))
  expect(mergeTimeline(own, []).map(({ delivery }) => delivery)).toEqual([
    'delivered',
    'sending',
    'delayed',
    'saved',
    'parked',
  ])
})
