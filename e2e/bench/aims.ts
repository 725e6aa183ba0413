/**
 * Every figure that the benchmark may print, in the order of the README, with what it should be. The numbers are those of
 * the thirteen figures by which Deskbell is judged; what has none watches a promise that is made elsewhere.
 */

export interface Aim {
  readonly atMost?: number
  readonly atLeast?: number
  /** Said in the README where the aim is not met. */
  readonly reason?: string
}

export const aims = {
  '1 Script that the form page loads': { atMost: 1.03 },
  '2 Bytes of the form page': { atMost: 0.33 },
  '3 Script time until the form page rests': {
    atMost: 1.2,
    reason:
      'React takes over all of a form where the empty page has one heading; the form’s own scripts are a small part of it',
  },
  '3 Script time beside others': {
    atMost: 0.33,
    reason:
      'before the first line of the form’s own script runs, React and Next.js have started, which alone take a third of what Formio takes',
  },
  '4 Largest paint on a slow phone': {
    atMost: 1.15,
    reason:
      'a page with scripts is painted in two pictures, the heading in the second, 0.1 s after the first',
  },
  '4 Shift of the layout': { atMost: 1 },
  '4 Sent without JavaScript': { atLeast: 1 },
  '5 Main thread for a key': { atMost: 4 },
  '5 Main thread for Send': { atMost: 6 },
  '5 Longest interaction': {
    atMost: 1,
    reason:
      'Send looks at every field, writes the list of what is missing and moves the focus there before the next picture',
  },
  '6 Bytes of the loader': {
    atMost: 0.1,
    reason:
      'a dialog, the frame’s height, start values and events in one script of at most 1,600 bytes; a tenth of Typeform’s would be 1,420',
  },
  '6 Script time of the loader': {
    atMost: 0.15,
    reason: 'less than a millisecond at full speed, most of which any module costs',
  },
  '6 Shift of the page around': { atMost: 1 },
  '6 Paint of the frame beside a bare one': { atMost: 1.1 },
  '7 Time that sending through us adds': {
    atMost: 1,
    reason: 'the form is read, judged and committed to disk before the helpdesk is called',
  },
  '7 The slowest of a hundred': {
    atMost: 1.1,
    reason: 'one request in sixty meets a collection of young objects, which takes nine milliseconds',
  },
  '8 CPU of an accepted and delivered request': {
    atMost: 1.5,
    reason:
      'an empty action reads nothing, keeps nothing and calls nobody; ours reads a form, judges it, commits it, calls the helpdesk and commits what came of it',
  },
  '8 The same beside bare Node.js': {},
  '9 Accepting without the helpdesk': { atLeast: 0.9 },
  '9 Lost or sent twice': { atMost: 1 },
  '10 Requests committed, one after the other': {
    atLeast: 0.9,
    reason: 'a request is several rows in one transaction, and the disk appends four kilobytes',
  },
  '10 Requests committed, many at once': {
    atLeast: 5,
    reason: 'the rows of sixty-four requests share a sync, but SQLite writes one after the other',
  },
  '11 Working off the outbox': { atLeast: 0.9 },
  '11 Working off beside Postfix': {
    atLeast: 1,
    reason:
      'four messages at a time, each with an HTTP call and a commit of its own, by one process of Node.js; Postfix works with sixteen processes',
  },
  '12 Page of a long conversation, bytes': { atMost: 1.3 },
  '12 Page of a long conversation, main thread': { atMost: 1.3 },
  '12 Page of a long conversation, server': { atMost: 1.3 },
  '12 Asking for news when there is none': { atMost: 1 },
  '12 Asking for news when there is a message': { atMost: 1.3 },
  '13 Memory at rest': {
    atMost: 1.25,
    reason:
      'all routes are loaded at the start, so that a build made again in the same folder cannot break a running server: 57 MB are alive where an empty page has 25, and V8 keeps room for young objects',
  },
  '13 Growth of memory': {
    atMost: 1.05,
    reason: 'V8 lets a heap grow before it collects; with a limit of 256 MB the same work goes on',
  },
  'The frame on a slow phone': { atMost: 1 },
  'The height of the frame': { atMost: 1 },
  'The form page under attack': { atMost: 3 },
  'Memory under attack': { atMost: 1 },
  'Memory while files arrive': { atMost: 1 },
  'Hostile messages': { atMost: 1 },
  'Lists of the built-in helpdesk': {
    atMost: 3,
    reason: 'what three filters together leave of 1,000 messages fills no page; a page among 200,000 is full',
  },
  'List of the desk': {
    atMost: 3,
    reason:
      'where a word begins many more than it did, a page shows thirty of the 1,111 conversations that have it among 20,000, and all eleven among 200',
  },
} as const satisfies Readonly<Record<string, Aim>>

export type FigureName = keyof typeof aims

export const figureNames = Object.keys(aims).filter((name): name is FigureName => name in aims)

/** What `name` should be. */
export const aimOf = (name: FigureName): Aim => aims[name]

/** The aim in words. */
export function inWords({ atMost, atLeast }: Aim): string {
  if (atMost !== undefined) return `at most ${rounded(atMost)}`
  return atLeast === undefined ? 'none' : `at least ${rounded(atLeast)}`
}

/** Whether a ratio is within the aim. */
export const isWithin = ({ atMost = Number.POSITIVE_INFINITY, atLeast = 0 }: Aim, ratio: number): boolean =>
  ratio <= atMost && ratio >= atLeast

const rounded = (value: number) => String(Number(value.toPrecision(3)))
