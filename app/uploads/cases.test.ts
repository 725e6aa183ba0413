/** The attack cases on files (security.md 3: access to files, S29–S45, and whose they are by S57 and S65), and the tests that carry their ids. */
import { expect, test } from 'vitest'
import { inFile, missingOf, type Shown } from '#lib/helpdesk/shown.testing.ts'

const uploads = inFile('lib/files/uploads.test.ts')
const kinds = inFile('lib/files/kinds.test.ts')
const names = inFile('lib/files/name.test.ts')
const body = inFile('lib/files/upload-body.test.ts')
const contract = inFile('lib/files/files.contract.ts')
const doors = inFile('app/uploads/uploads.test.ts')
const attachments = inFile('lib/helpdesk/builtin/attachment.test.ts')
const http = inFile('lib/helpdesk/http.test.ts')
const outbound = inFile('e2e/outbound.spec.ts')

const flood = inFile('e2e/flood.spec.ts')
const turns = inFile('lib/files/turns.test.ts')
const sender = inFile('lib/guard/sender.test.ts')

const sameAnswer =
  'S05 S32 a link that is changed, expired, of another file, or to a file that is gone: each the same 404'
const refused =
  'S36 S38 S70 what is no upload, or more than one may be, is refused, and the next one is taken'
const thousand =
  'S38 S57 a thousand unfinished uploads of one sender, whatever it says it is, keep nobody else’s waiting'
const noProxy =
  'S38 S57 S65 without a proxy no header makes another sender, and the form’s own door counts as well'
const madeUp = 'S57 S65 whatever headers are made up, the sender is the address that our side has seen'
const named = 'S40 S41 S45 no address that a customer names is ever connected to, or led to'

const cases: Readonly<Record<string, readonly Shown[]>> = {
  S05: [uploads('S05 does not open another file'), doors(sameAnswer)],
  S06: [
    uploads('S06 another request cannot have them, and is told which are missing'),
    uploads('S06 is taken out by its own form alone, and not after it was sent'),
    attachments(
      'S06 a link of ours that somebody changed, or to another’s upload, is not asked for over the network',
    ),
  ],
  S29: [kinds('S29 active content is refused, or kept as text that nothing runs')],
  S30: [
    kinds('S30 text that is not UTF-8, or has control characters, is refused'),
    body('S30 the declared type %j changes nothing'),
  ],
  S31: [
    kinds('S31 pictures are encoded anew, and what was hidden in them is gone'),
    kinds('S31 an HEIC loses its EXIF and keeps every byte of its picture'),
  ],
  S32: [
    doors('S32 a file is served as a download that nothing in it can act from'),
    doors('S32 from an origin of its own a file may be previewed on our pages'),
    doors(sameAnswer),
    uploads(
      'S32 for the %s opens its file, and with any one character changed, added or taken away opens nothing',
    ),
  ],
  S33: [
    uploads('S33 the virus check'),
    kinds('S33 EICAR without a virus check is a text like any other; in a zip it is refused'),
  ],
  S34: [
    uploads('S34 S39 the address is our own and opens the file through a week without the helpdesk'),
    outbound(
      'S34 S39 a file that came while the helpdesk was down outlives a crash, and the helpdesk can fetch it',
    ),
  ],
  S35: [
    names('S35 %j is shown as %j'),
    names(
      'S35 whatever it is called: no path, no control, no hidden file, no header split, and always the extension',
    ),
    contract('S35 %j is no key: nothing is read or written under it'),
  ],
  S36: [kinds('S36 bombs are refused'), outbound(refused)],
  S37: [kinds('S37 %s, which hangs parsers, is refused')],
  S38: [
    uploads('S38 limits'),
    uploads('S38 what a crash left half-way is swept after a day, and nothing else'),
    doors('S38 the 11th file of a form is refused'),
    body('S38 a file that does not arrive whole is broken'),
    outbound(refused),
    uploads(
      'S38 of a thousand uploads that one sender leaves unfinished a few are on their way, and another’s is taken at once',
    ),
    uploads(
      'S38 of what nobody sent one sender’s share is kept, however many forms it is in, until it is sent',
    ),
    turns('S38 a sender with much work waiting holds up nobody who comes later with a little'),
    flood(thousand),
    flood(noProxy),
  ],
  S39: [
    outbound(
      'S34 S39 a file that came while the helpdesk was down outlives a crash, and the helpdesk can fetch it',
    ),
  ],
  S40: [attachments('S40 S41 nothing but public addresses over https is ever connected to'), outbound(named)],
  S41: [attachments('S40 S41 nothing but public addresses over https is ever connected to'), outbound(named)],
  S42: [attachments('S42 a redirect, wherever it leads')],
  S43: [
    http('S43 a handle stays the one segment that it is'),
    http('S43 a handle that would climb is refused, and nothing is sent'),
  ],
  S44: [
    inFile('lib/form/submission.test.ts')(
      'S44 line breaks, NUL and half characters in a single line do not survive',
    ),
  ],
  S45: [outbound(named)],
  S57: [
    sender(madeUp),
    sender('S57 an IPv6 /64 is one sender however its addresses rotate, and IPv4 neighbours are two'),
    flood(thousand),
    flood(noProxy),
  ],
  S65: [sender(madeUp), flood(noProxy)],
}

test('every case has tests that exist and carry its id', () => {
  const shown = Object.entries(cases).flatMap(([id, tests]) => tests.map((it) => ({ id, ...it })))
  process.stdout.write(`\n${shown.map(({ id, file, title }) => `${id} ${file}: ${title}`).join('\n')}\n`)
  expect(missingOf(shown)).toEqual([])
  expect(shown.filter(({ id, title }) => !title.includes(id))).toEqual([])
  const between = Array.from({ length: 17 }, (_, index) => `S${29 + index}`)
  expect(Object.keys(cases).sort()).toEqual(['S05', 'S06', ...between, 'S57', 'S65'])
})
