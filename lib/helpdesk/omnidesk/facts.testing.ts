/** Every fact of Omnidesk's documents (helpdesk-apis.md 8.1 and 8.2), and the tests that show it. */
import { inFile, type Shown } from '../shown.testing.ts'

export interface Fact {
  readonly fact: string
  /** How the adapter sends it, or keeps it back. */
  readonly sent: Shown
  /** That a helpdesk as strict as the documents refuses anything else. */
  readonly held?: Shown
}

const adapter = inFile('lib/helpdesk/omnidesk/adapter.test.ts')
const fake = inFile('e2e/fakes/omnidesk.test.ts')

const strict = fake('8.1 what is not documented is refused, and has no effect')
const demanded = fake('8.2 each of the four fields of the chatbot is demanded')
const needed = adapter('8.1 ticketID, type and message: the words, and below them what has no field')
const copies = adapter(
  '8.1 ccInput is the one colleague in copy, and toAddress takes the others, separated by commas',
)
const options = adapter(
  '8.1 bccInput, forwardedFileIDs, sendAt, userID and submitStatus go out as the operator has set them',
)
const unset = adapter('8.1 no option goes out unless it is set, and a customer sets none')
const header = adapter('the key goes in the header that is documented for it, never in an address')
const chatbot = adapter('8.2 POST /message/chatbot: brandID, subject, from and message')
const resume = inFile('lib/helpdesk/omnidesk/resume.test.ts')
const spec = inFile('e2e/omnidesk.spec.ts')

/** 8.1 POST /message. */
export const message: readonly Fact[] = [
  { fact: 'ticketID', sent: needed, held: strict },
  {
    fact: 'the ticket must already exist',
    sent: resume(
      'a crash at every point: one ticket with one message, and a person looks only where nobody can know',
    ),
    held: strict,
  },
  { fact: 'type', sent: needed, held: strict },
  { fact: 'toAddress', sent: copies, held: strict },
  { fact: 'ccInput', sent: copies, held: strict },
  { fact: 'bccInput', sent: options, held: strict },
  {
    fact: 'respondMessageID',
    sent: adapter('8.1 respondMessageID is the newest message that the customer can see'),
    held: strict,
  },
  {
    fact: 'plaintext',
    sent: adapter('8.1 plaintext stays out, so that the message itself is used'),
    held: fake('what is documented is taken, and remembered'),
  },
  { fact: 'message', sent: needed, held: strict },
  {
    fact: 'message has 5 characters or more',
    sent: spec('a message of four characters is a mistake beside its field, and no helpdesk is asked'),
    held: strict,
  },
  { fact: 'forwardedFileIDs', sent: options, held: strict },
  { fact: 'sendAt', sent: options, held: strict },
  { fact: 'userID', sent: options, held: strict },
  {
    fact: 'submitStatus',
    sent: options,
    held: fake('submitStatus takes any word: which ones there are is not documented'),
  },
  { fact: 'options are the operator’s alone', sent: unset },
  {
    fact: 'an option is as documented or the start is refused',
    sent: adapter('an option that Omnidesk would refuse is refused at the start'),
  },
  {
    fact: 'apiKey header',
    sent: header,
    held: fake('a stranger is turned away, and a body that is no form'),
  },
  {
    fact: 'Content-Type: multipart/form-data, Accept: */*',
    sent: spec('a ticket is opened, answered and replied to'),
    held: fake('a stranger is turned away, and a body that is no form'),
  },
  {
    fact: '200 without content is success',
    sent: resume(
      'a crash at every point: one ticket with one message, and a person looks only where nobody can know',
    ),
  },
]

/** 8.2 POST /message/chatbot. */
export const chatbotMessage: readonly Fact[] = [
  ...['brandID', 'subject', 'from', 'message'].map((fact) => ({ fact, sent: chatbot, held: demanded })),
  {
    fact: 'no ticket id comes back',
    sent: spec('a request is sent, answers come by email, and a reply arrives'),
  },
]
