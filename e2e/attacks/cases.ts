/** The numbered attack cases: what each tries, and the files whose tests carry its number; or why there is nothing to try. */

export interface Case {
  readonly attack: string
  /** From the root of the project. */
  readonly tests?: readonly string[]
  /** Why it does not apply. */
  readonly unless?: string
}

/** A number is never given twice; new cases follow the last one. */
export const cases: Readonly<Record<string, Case>> = {
  S01: {
    attack: 'the helpdesk’s own name of a conversation in place of a link',
    tests: ['lib/threads/access.test.ts', 'e2e/access.spec.ts', 'e2e/privacy.spec.ts'],
  },
  S02: {
    attack: 'an empty, cut, doubled or enormous token',
    tests: ['lib/threads/access.test.ts', 'e2e/access.spec.ts', 'e2e/privacy.spec.ts'],
  },
  S03: {
    attack: 'a link of one thread, with another named beside it',
    tests: ['lib/threads/listing.test.ts', 'e2e/access.spec.ts', 'e2e/identity.spec.ts'],
  },
  S04: { attack: 'the reply action called by itself', tests: ['e2e/access.spec.ts'] },
  S05: {
    attack: 'a file opened by the link to another',
    tests: ['lib/files/uploads.test.ts', 'app/uploads/uploads.test.ts'],
  },
  S06: {
    attack: 'somebody else’s upload sent along',
    tests: ['lib/files/uploads.test.ts', 'lib/helpdesk/builtin/attachment.test.ts'],
  },
  S07: { attack: 'tokens guessed, and told apart by time', tests: ['lib/threads/access.test.ts'] },
  S08: {
    attack: 'tokens that can be foretold, or read in the database',
    tests: ['lib/threads/access.test.ts'],
  },
  S09: {
    attack: 'a wrong link on every transport that Next.js has',
    tests: ['e2e/access.spec.ts', 'e2e/thread-live.spec.ts'],
  },
  S10: {
    attack: 'internal notes',
    tests: [
      'lib/helpdesk/helpdesk.contract.ts',
      'lib/helpdesk/reamaze/adapter.test.ts',
      'lib/helpdesk/omnidesk/adapter.test.ts',
      'e2e/privacy.spec.ts',
      'e2e/thread-live.spec.ts',
    ],
  },
  S11: {
    attack: 'an answer that becomes a note while the page is open',
    tests: ['lib/threads/news.test.ts', 'lib/helpdesk/reamaze/adapter.test.ts'],
  },
  S12: {
    attack: 'what only staff may know: addresses, tags, custom data, handles',
    tests: [
      'lib/helpdesk/helpdesk.contract.ts',
      'lib/helpdesk/reamaze/adapter.test.ts',
      'e2e/privacy.spec.ts',
      'e2e/thread-live.spec.ts',
    ],
  },
  S13: {
    attack: 'a conversation that has become somebody else’s',
    tests: ['lib/helpdesk/reamaze/adapter.test.ts', 'lib/helpdesk/omnidesk/adapter.test.ts'],
  },
  S14: {
    attack: 'threads asked for by an address alone',
    tests: ['lib/threads/listing.test.ts', 'lib/threads/letters.test.ts', 'e2e/mail.spec.ts'],
  },
  S15: {
    attack: 'known and unknown addresses told apart',
    tests: ['lib/threads/letters.test.ts', 'e2e/mail.spec.ts'],
  },
  S16: {
    attack: 'a revoked, rotated or expired link',
    tests: [
      'lib/threads/access.test.ts',
      'lib/threads/letters.test.ts',
      'scripts/commands/threads.test.ts',
      'e2e/thread-live.spec.ts',
    ],
  },
  S17: {
    attack: 'markup that would run',
    tests: [
      'lib/markup/markup.test.ts',
      'lib/markup/tags.test.ts',
      'e2e/thread-attacks.spec.ts',
      'e2e/thread-solved.spec.ts',
    ],
  },
  S18: {
    attack: 'the same in names, subjects and file names',
    tests: ['e2e/attacks/words.spec.ts', 'e2e/desk.spec.ts'],
  },
  S19: {
    attack: 'what a browser makes of it',
    tests: ['e2e/thread-attacks.spec.ts', 'e2e/attacks/words.spec.ts'],
  },
  S20: {
    attack: 'links to javascript:, data: and their kin',
    tests: ['lib/markup/link.test.ts', 'lib/markup/markup.test.ts'],
  },
  S21: { attack: 'links out that could reach back', tests: ['lib/markup/markup.test.ts'] },
  S22: {
    attack: 'pictures that report the reader',
    tests: ['lib/markup/markup.test.ts', 'e2e/thread-attacks.spec.ts'],
  },
  S23: {
    attack: 'markup that browsers rearrange',
    tests: ['lib/markup/markup.test.ts', 'lib/markup/tags.test.ts'],
  },
  S24: { attack: 'ids and names that hide the page’s own', tests: ['lib/markup/markup.test.ts'] },
  S25: {
    attack: 'characters that turn or hide the words around them',
    tests: ['lib/form/submission.test.ts', 'e2e/attacks/words.spec.ts'],
  },
  S26: { attack: 'styles that cover the page', tests: ['lib/markup/markup.test.ts'] },
  S27: {
    attack: 'markup that takes for ever',
    tests: [
      'lib/markup/limits.test.ts',
      'lib/markup/markdown.test.ts',
      'lib/markup/markup.test.ts',
      'app/t/[token]/turns.test.ts',
      'e2e/thread-attacks.spec.ts',
      'e2e/attacks/endurance.spec.ts',
    ],
  },
  S28: {
    attack: 'words that would end the script they are carried in',
    tests: ['e2e/attacks/words.spec.ts'],
  },
  S29: { attack: 'files that act', tests: ['lib/files/kinds.test.ts'] },
  S30: {
    attack: 'files that say they are something else',
    tests: ['lib/files/kinds.test.ts', 'lib/files/upload-body.test.ts'],
  },
  S31: { attack: 'files that are two things at once', tests: ['lib/files/kinds.test.ts'] },
  S32: {
    attack: 'a file as it is served',
    tests: ['lib/files/uploads.test.ts', 'app/uploads/uploads.test.ts'],
  },
  S33: {
    attack: 'a virus, with and without a scanner',
    tests: ['lib/files/kinds.test.ts', 'lib/files/uploads.test.ts'],
  },
  S34: {
    attack: 'the address of a file in the helpdesk’s hands',
    tests: ['lib/files/uploads.test.ts', 'e2e/outbound.spec.ts'],
  },
  S35: {
    attack: 'names that lead elsewhere',
    tests: ['lib/files/name.test.ts', 'lib/files/files.contract.ts'],
  },
  S36: {
    attack: 'bombs',
    tests: ['lib/files/kinds.test.ts', 'e2e/outbound.spec.ts', 'e2e/attacks/endurance.spec.ts'],
  },
  S37: { attack: 'files that hang a parser', tests: ['lib/files/kinds.test.ts'] },
  S38: {
    attack: 'too many, too large, too slow',
    tests: [
      'lib/files/uploads.test.ts',
      'lib/files/upload-body.test.ts',
      'lib/files/turns.test.ts',
      'app/uploads/uploads.test.ts',
      'e2e/outbound.spec.ts',
      'e2e/flood.spec.ts',
      'e2e/attacks/endurance.spec.ts',
    ],
  },
  S39: {
    attack: 'a crash between upload and delivery',
    tests: ['lib/files/uploads.test.ts', 'e2e/outbound.spec.ts'],
  },
  S40: {
    attack: 'addresses of our own network in anything a customer sends',
    tests: ['lib/helpdesk/builtin/attachment.test.ts', 'e2e/outbound.spec.ts'],
  },
  S41: {
    attack: 'the same, written so that nobody notices',
    tests: ['lib/helpdesk/builtin/attachment.test.ts', 'e2e/outbound.spec.ts'],
  },
  S42: { attack: 'a helpdesk that redirects inside', tests: ['lib/helpdesk/builtin/attachment.test.ts'] },
  S43: { attack: 'handles that climb', tests: ['lib/helpdesk/http.test.ts'] },
  S44: {
    attack: 'line breaks where a line ends a header',
    tests: ['lib/form/submission.test.ts', 'lib/threads/answer-letters.test.ts', 'e2e/mail.spec.ts'],
  },
  S45: { attack: 'a Host header that is not ours', tests: ['e2e/outbound.spec.ts'] },
  S46: {
    attack: 'mail to a thousand victims',
    tests: ['lib/mail/mail.test.ts', 'lib/threads/answer-letters.test.ts'],
  },
  S47: {
    attack: 'words of an attacker in a mail of ours, or of the helpdesk',
    tests: [
      'lib/threads/letters.test.ts',
      'lib/threads/answer-letters.test.ts',
      'lib/guard/defang.test.ts',
      'e2e/attacks/spam.spec.ts',
    ],
  },
  S48: { attack: 'one mailbox in many spellings', tests: ['lib/mail/address.test.ts'] },
  S49: { attack: 'addresses that are none, or two', tests: ['e2e/mail.spec.ts'] },
  S50: {
    attack: 'addresses that answer by themselves',
    tests: [
      'lib/mail/address.test.ts',
      'lib/threads/letters.test.ts',
      'lib/threads/answer-letters.test.ts',
      'lib/guard/requests.test.ts',
    ],
  },
  S51: { attack: 'fields that a reply does not have', tests: ['e2e/access.spec.ts'] },
  S52: { attack: 'words that look like ours', tests: ['e2e/access.spec.ts'] },
  S53: {
    attack: 'a stamp, a proof or a captcha that is missing, forged or used again',
    tests: [
      'lib/guard/captcha.test.ts',
      'e2e/attacks/captcha.spec.ts',
      'lib/guard/stamp.test.ts',
      'lib/guard/proof.test.ts',
      'lib/guard/requests.test.ts',
      'e2e/attacks/spam.spec.ts',
    ],
  },
  S54: {
    attack: 'the hidden field filled; sent at once, or a day late',
    tests: ['lib/guard/requests.test.ts', 'e2e/attacks/spam.spec.ts'],
  },
  S55: { attack: 'no JavaScript', tests: ['e2e/attacks/population.spec.ts'] },
  S56: {
    attack: 'spam and honest mail side by side',
    tests: ['lib/guard/content.test.ts', 'e2e/attacks/population.spec.ts'],
  },
  S57: {
    attack: 'made-up addresses of the sender',
    tests: ['lib/guard/network.test.ts', 'lib/guard/sender.test.ts', 'e2e/flood.spec.ts'],
  },
  S58: {
    attack: 'limits whose store is down',
    tests: ['lib/guard/requests.test.ts', 'e2e/attacks/spam.spec.ts'],
  },
  S59: {
    attack: 'forms sent from elsewhere',
    tests: [
      'lib/guard/origin.test.ts',
      'app/uploads/uploads.test.ts',
      'e2e/mail.spec.ts',
      'e2e/privacy.spec.ts',
      'e2e/thread-solved.spec.ts',
    ],
  },
  S60: {
    attack: 'what the browser itself calls cross-site',
    tests: ['lib/guard/origin.test.ts', 'app/uploads/uploads.test.ts'],
  },
  S61: { attack: 'a form in the frame of a stranger', tests: ['e2e/attacks/frames.spec.ts'] },
  S62: { attack: 'messages between windows', tests: ['e2e/attacks/frames.spec.ts'] },
  S63: {
    attack: 'an address that fills in more than text',
    tests: ['lib/i18n/locale.test.ts', 'e2e/languages.spec.ts'],
  },
  S64: { attack: 'a thread in a frame', tests: ['e2e/attacks/frames.spec.ts'] },
  S65: { attack: 'forwarding headers made up', tests: ['lib/guard/sender.test.ts', 'e2e/flood.spec.ts'] },
  S66: { attack: 'redirects to elsewhere', tests: ['e2e/attacks/requests.spec.ts'] },
  S67: {
    attack: 'the request shapes of the framework’s known holes',
    tests: ['e2e/attacks/requests.spec.ts'],
  },
  S68: { attack: 'headers that go round the proxy', tests: ['e2e/refusals.spec.ts'] },
  S69: { attack: 'secrets in what a browser gets', tests: ['e2e/secrets.spec.ts'] },
  S70: {
    attack: 'actions that are none, and bodies that are too much',
    tests: [
      'lib/guard/multipart.test.ts',
      'e2e/outbound.spec.ts',
      'e2e/sending.spec.ts',
      'e2e/instances.spec.ts',
      'e2e/attacks/requests.spec.ts',
      'e2e/attacks/endurance.spec.ts',
    ],
  },
  S71: {
    attack: 'an upgrade to another protocol',
    tests: ['lib/guard/server.test.ts', 'e2e/attacks/requests.spec.ts'],
  },
  S72: { attack: 'packages with known holes', tests: ['scripts/packages.test.mjs'] },
  S73: { attack: 'personal data in the log', tests: ['e2e/secrets.spec.ts', 'e2e/mail.spec.ts'] },
  S74: { attack: 'lines put into the log', tests: ['e2e/attacks/requests.spec.ts'] },
  S75: {
    attack: 'a helpdesk whose errors quote secrets',
    tests: [
      'lib/helpdesk/http.test.ts',
      'lib/helpdesk/reamaze/faults.test.ts',
      'lib/helpdesk/ziik/adapter.test.ts',
      'e2e/secrets.spec.ts',
    ],
  },
  S76: { attack: 'an error page that tells too much', tests: ['e2e/attacks/requests.spec.ts'] },
  S77: { attack: 'links that tell where they were followed', tests: ['e2e/access.spec.ts'] },
  S78: { attack: 'tokens in the log', tests: ['e2e/access.spec.ts', 'e2e/mail.spec.ts'] },
  S79: { attack: 'anything fetched from elsewhere', tests: ['e2e/access.spec.ts'] },
  S80: { attack: 'pages kept by caches and workers', tests: ['e2e/access.spec.ts'] },
}
