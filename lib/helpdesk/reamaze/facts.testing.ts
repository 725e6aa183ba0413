/** Every fact of Re:amaze's documents (helpdesk-apis.md 3.1–3.3), and the tests that show it. */

import { inFile as inFileOfProject, type Shown } from '../shown.testing.ts'

export interface Fact {
  readonly fact: string
  /** How the adapter writes or reads it. */
  readonly sent?: Shown
  /** What the built-in helpdesk makes of it. */
  readonly honoured?: Shown
}

const inFile = (file: string) => inFileOfProject(`lib/helpdesk/${file}`)

const adapter = inFile('reamaze/adapter.test.ts')
const documents = inFile('reamaze/documents.test.ts')
const wire = inFile('reamaze/wire.test.ts')
const readBack = inFile('reamaze/read-back.test.ts')
const faults = inFile('reamaze/faults.test.ts')
const contract = inFile('helpdesk.contract.ts')
const opening = inFile('builtin/opening.test.ts')
const messages = inFile('builtin/messages.test.ts')
const lists = inFile('builtin/lists.test.ts')

const requestOut = adapter('a request goes out in the documented shape, in the name of the customer')
const arrivalOut = adapter(
  'what the configuration says of a request goes with it: status, custom fields, silence, colleagues',
)
const fileOut = adapter('one file goes out as the attachment, and the words stay as they were')
const replyOut = adapter('a reply goes out in the name of the customer: never as staff, never as a note')
const silentOut = adapter(
  'a reply is silent in both spellings where the configuration says so, and in none otherwise',
)
const onlyNeeded = adapter('S12 nothing of the helpdesk but what a customer may see comes through')
const conversationIn = opening('a request becomes a conversation with every field of the contract')
const replyIn = messages("a customer's reply has every field of the contract")
const examples = documents('the three example requests do what the documents say, one after the other')
const everyField = documents('a message has every documented field, of the documented type')
const pages = documents('thirty messages make a page, newest first, on both routes')
const missing = (row: string) => opening('without a right %s nothing is opened and the answer names it', row)

/** 3.1: attributes as paths below the body; the rest in words. */
export const creating: readonly Fact[] = [
  { fact: 'conversation', sent: requestOut, honoured: examples },
  { fact: 'conversation.subject', sent: requestOut, honoured: conversationIn },
  { fact: 'conversation.category', sent: requestOut, honoured: conversationIn },
  {
    fact: 'category is the slug of a channel',
    sent: contract('a channel that the helpdesk does not have is refused with its reason'),
    honoured: missing('category'),
  },
  {
    fact: 'conversation.tag_list',
    sent: requestOut,
    honoured: opening('a tag, a status, a hold and an assignee that were asked for are there'),
  },
  {
    fact: 'conversation.status',
    sent: adapter('a request may arrive as %s, which is status %i'),
    honoured: missing('status'),
  },
  ...[
    'Open',
    'Responded',
    'Done',
    'Spam',
    'Archived',
    'On Hold',
    'Auto-Done',
    'AI Agent Assigned',
    'AI Agent Done',
    'Spam (AI)',
  ].map((name, number) => ({
    fact: `status ${number} ${name}`,
    honoured: documents('status %i, %s, is kept as it was asked for', name),
  })),
  {
    fact: 'conversation.data',
    sent: arrivalOut,
    honoured: documents('custom fields come back with the conversation, and find it'),
  },
  { fact: 'conversation.message', sent: requestOut, honoured: missing('message') },
  { fact: 'conversation.message.body', sent: requestOut, honoured: missing('message.body') },
  {
    fact: 'conversation.message.recipients',
    sent: arrivalOut,
    honoured: opening('recipients follow the conversation and hear of what staff answer'),
  },
  {
    fact: 'recipients hear of all later correspondence',
    honoured: documents(
      'who was a recipient of the first message is one of every later message, of either side',
    ),
  },
  {
    fact: 'conversation.message.suppress_notification',
    sent: arrivalOut,
    honoured: opening('%s is heard inside the message and beside it', 'suppress_notification'),
  },
  {
    fact: 'conversation.message.suppress_notifications',
    sent: arrivalOut,
    honoured: opening('%s is heard inside the message and beside it', 'suppress_notifications'),
  },
  {
    fact: 'true means that nobody is notified',
    honoured: documents('%s leaves out everyone whom the message does not name', 'suppress_notification'),
  },
  {
    fact: 'conversation.message.suppress_autoresolve',
    honoured: opening(
      'a conversation that staff open is done at once, unless that is suppressed or a status is given',
    ),
  },
  { fact: 'conversation.message.attachment', sent: fileOut, honoured: everyField },
  {
    fact: 'several files',
    sent: adapter('of several files the first is the attachment, and all are linked in the text'),
  },
  { fact: 'conversation.user', sent: requestOut, honoured: missing('user.email') },
  { fact: 'conversation.user.name', sent: requestOut, honoured: conversationIn },
  { fact: 'conversation.user.email', sent: requestOut, honoured: conversationIn },
  {
    fact: 'conversation.user.data',
    sent: adapter(
      'what belongs to the customer goes to the contact, and to the conversation only what belongs there',
    ),
    honoured: documents('what is known of the customer beside name and address is kept with the contact'),
  },
  { fact: 'conversation.message.user', honoured: opening('a user inside the message is the customer') },
  {
    fact: 'success is the JSON of the conversation',
    sent: wire('a conversation reads the same, bare and under its own name'),
    honoured: conversationIn,
  },
  {
    fact: 'failure is a 422 that explains itself in JSON',
    sent: faults('F14 422'),
    honoured: documents('a failed request explains itself as JSON with status 422, whoever asks'),
  },
  {
    fact: 'no origin_id: the key is in data, and finds it',
    sent: readBack('a request is searched by its key among all states, and confirmed by reading it'),
    honoured: opening('opening twice with one deskbell_id opens one conversation'),
  },
  {
    fact: 'attributes of newer documents',
    honoured: documents('attributes of newer documents, and unknown ones, do no harm'),
  },
]

/** 3.2. */
export const adding: readonly Fact[] = [
  {
    fact: '{slug}',
    sent: replyOut,
    honoured: messages('a message to a conversation that does not exist is a 404'),
  },
  { fact: 'message', sent: replyOut, honoured: replyIn },
  { fact: 'message.body', sent: replyOut, honoured: replyIn },
  {
    fact: 'the body may be markdown',
    sent: contract('words in any script, and words that look like code, arrive as they are'),
    honoured: documents('markdown is kept letter for letter'),
  },
  {
    fact: 'message.visibility',
    sent: replyOut,
    honoured: messages('a wrong %s is refused by name and nothing is added', 'visibility'),
  },
  {
    fact: 'visibility 0 Regular, when none is given',
    honoured: documents('a message without a visibility is a regular one'),
  },
  {
    fact: 'visibility 1 Internal Note',
    sent: contract('S10 an internal note is never among them'),
    honoured: messages('an internal note changes no status and is not the last message of either side'),
  },
  {
    fact: 'a note needs no more than body and visibility',
    honoured: documents(
      'an internal note needs a body and a visibility, is by the caller, and is listed with the rest',
    ),
  },
  { fact: 'message.user', sent: replyOut, honoured: replyIn },
  {
    fact: 'message.user.email',
    sent: replyOut,
    honoured: messages("a message with a staff member's address is a staff message, however it is spelled"),
  },
  { fact: 'message.user.name', sent: replyOut, honoured: replyIn },
  {
    fact: 'without a user it is by the caller',
    sent: replyOut,
    honoured: messages('a message without a user is from the staff member whose token it is'),
  },
  { fact: 'message.origin_id', sent: replyOut, honoured: replyIn },
  {
    fact: 'origin_id helps to prevent duplicates',
    sent: readBack('a reply that the helpdesk refuses because it has it already is delivered'),
    honoured: messages('the same origin_id again gives back the first message and creates nothing'),
  },
  {
    fact: 'origin_id helps to identify the message',
    sent: contract('a reply is found again by its key, behind any number of later ones'),
    honoured: documents('no answer has a message id; the origin_id is the handle'),
  },
  {
    fact: 'origin_id may come back as a number',
    sent: wire('a numeric origin_id is compared as text'),
    honoured: messages('one origin_id in two conversations is two messages'),
  },
  {
    fact: 'message.suppress_notifications',
    sent: silentOut,
    honoured: documents('%s leaves out everyone whom the message does not name', 'suppress_notifications'),
  },
  {
    fact: 'message.suppress_notification',
    sent: silentOut,
    honoured: documents('%s leaves out everyone whom the message does not name', 'suppress_notification'),
  },
  {
    fact: 'message.suppress_autoresolve',
    honoured: messages(
      'a staff answer makes it done, or responded with suppress_autoresolve in either place',
    ),
  },
  {
    fact: 'suppress_notifications beside message',
    honoured: opening('%s is heard inside the message and beside it', 'suppress_notifications'),
  },
  {
    fact: 'suppress_notification beside message',
    honoured: opening('%s is heard inside the message and beside it', 'suppress_notification'),
  },
  {
    fact: 'suppress_autoresolve beside message',
    honoured: messages(
      'a staff answer makes it done, or responded with suppress_autoresolve in either place',
    ),
  },
  {
    fact: 'message.attachment',
    sent: fileOut,
    honoured: messages('an attachment %s is listed with its six fields', 'inside the message'),
  },
  {
    fact: 'attachment beside message',
    honoured: messages('an attachment %s is listed with its six fields', 'beside it'),
  },
  {
    fact: 'attachment must be a place to fetch from',
    honoured: messages('a wrong %s is refused by name and nothing is added', 'attachment'),
  },
  {
    fact: 'the answer is the message, bare or wrapped',
    sent: wire('a message reads the same, bare and under its own name'),
    honoured: replyIn,
  },
  ...[
    'body',
    'origin_id',
    'visibility',
    'created_at',
    'user',
    'user.name',
    'user.email',
    'conversation',
    'conversation.subject',
    'conversation.slug',
    'conversation.created_at',
    'conversation.category',
    'conversation.category.name',
    'conversation.category.slug',
    'conversation.category.email',
    'conversation.category.channel',
  ].map((field) => ({ fact: `answer: ${field}`, honoured: replyIn })),
  {
    fact: 'no message id',
    sent: replyOut,
    honoured: documents('no answer has a message id; the origin_id is the handle'),
  },
  {
    fact: 'suppress_surveys',
    honoured: documents('attributes of newer documents, and unknown ones, do no harm'),
  },
  { fact: 'user beside message', honoured: messages('a user beside the message is its sender as well') },
]

const query = (row: string) => lists('GET /messages?%s', row)
const origins = [
  '0 Chat',
  '1 Email',
  '2 Twitter',
  '3 Facebook',
  '6 Classic Mode Chat',
  '7 API',
  '8 Instagram',
  '9 SMS',
  '10 Voice',
  '11 Custom',
  '15 WhatsApp',
  '16 Staff Outbound',
  '17 Contact Form',
  '19 Instagram DM',
]
const channelKinds = [
  '1 Email',
  '2 Twitter',
  '3 Facebook',
  '6 Chat',
  '8 Instagram',
  '9 SMS',
  '10 Voice',
  '12 FB Messenger',
  '13 FB Lead',
  '14 IG Ad',
  '15 WhatsApp',
  '16 Instagram DM',
]
const nameOf = (numbered: string) => numbered.replace(/^\d+ /, '')

/** 3.3. */
export const listing: readonly Fact[] = [
  { fact: 'GET /messages: of all conversations', honoured: pages },
  {
    fact: 'GET /conversations/{slug}/messages: of one',
    sent: contract('the customer reads the answers of the team, newest first, and who gave them'),
    honoured: lists('GET /conversations/{slug}/messages%s'),
  },
  { fact: '?filter', honoured: lists('GET /%s?%s is refused and names what is wrong', 'filter=everyone') },
  { fact: '?filter=staff', honoured: query('filter=staff') },
  { fact: '?filter=customer', honoured: query('filter=customer') },
  { fact: '?tag', honoured: query('tag=order') },
  { fact: '?tag, comma separated', honoured: query('tag=vip,order') },
  { fact: '?origin', honoured: query('origin=7') },
  {
    fact: '?page',
    sent: contract('a long thread comes in pages, and nothing is missing between them'),
    honoured: pages,
  },
  { fact: '?sent_by', honoured: query('sent_by=Kim@Example.org') },
  { fact: '?category', honoured: query('category=billing') },
  { fact: '?start_date', honoured: query('start_date=2025-03-04') },
  { fact: '?end_date', honoured: query('end_date=2025-03-02') },
  {
    fact: '?include',
    honoured: lists('original_body comes only when it is asked for, and is harmless HTML'),
  },
  {
    fact: 'all parameters combine',
    honoured: query('filter=customer&category=billing&tag=vip&end_date=2025-03-03'),
  },
  {
    fact: 'newest first',
    sent: contract('the customer reads the answers of the team, newest first, and who gave them'),
    honoured: pages,
  },
  ...['page_size', 'page_count', 'total_count', 'messages'].map((field) => ({
    fact: `page: ${field}`,
    sent: wire('a page of messages keeps its order and its attachments'),
    honoured: pages,
  })),
  ...[
    'body',
    'visibility',
    'origin',
    'created_at',
    'user',
    'user.name',
    'user.email',
    'recipients',
    'recipients.name',
    'recipients.email',
    'attachments',
    'attachments.file_file_name',
    'attachments.file_content_type',
    'attachments.file_file_size',
    'attachments.thumb_url',
    'attachments.url',
    'attachments.image?',
    'conversation',
    'conversation.subject',
    'conversation.slug',
    'conversation.created_at',
    'conversation.category',
    'conversation.category.name',
    'conversation.category.slug',
    'conversation.category.email',
    'conversation.category.channel',
    'original_body',
    'origin_id',
  ].map((field) => ({ fact: `messages: ${field}`, honoured: everyField })),
  {
    fact: 'messages: user.staff?',
    sent: adapter('who wrote is told by the address, by the mark of the helpdesk, and else is staff'),
  },
  ...['0 Regular', '1 Internal Note', '2 Collision Detected Message'].map((it) => ({
    fact: `visibility ${it}`,
    sent: adapter('S10 only a visibility of exactly 0 is shown'),
    honoured: documents('visibility %i, %s, is listed as it is', nameOf(it)),
  })),
  ...origins.map((it) => ({
    fact: `origin ${it}`,
    honoured: documents('origin %i, %s, is found by its number and listed with it', nameOf(it)),
  })),
  {
    fact: 'other origins are kept',
    sent: wire('numbers outside the published lists are kept'),
    honoured: documents(
      'origin %i, %s, is found by its number and listed with it',
      'an origin that the documents do not name',
    ),
  },
  ...channelKinds.map((it) => ({
    fact: `category.channel ${it}`,
    sent: documents('channel kind %i, %s, is read as it is', nameOf(it)),
  })),
  {
    fact: 'recipients are those who were told, not those with access',
    sent: onlyNeeded,
    honoured: documents('%s leaves out everyone whom the message does not name', 'suppress_notifications'),
  },
  { fact: 'what comes in by the API has origin 7', honoured: everyField },
  {
    fact: 'internal notes are listed with the rest, and dropped by us',
    sent: adapter('S10 only a visibility of exactly 0 is shown'),
    honoured: documents(
      'an internal note needs a body and a visibility, is by the caller, and is listed with the rest',
    ),
  },
  { fact: 'an undocumented visibility= has no effect', honoured: query('visibility=0&unknown=1&page=') },
  { fact: 'original_body is not used by us', sent: onlyNeeded },
]
