/** The tables as Kysely sees them. Text ids, times in milliseconds, JSON as text: one query text for both engines. */

export interface Schema {
  thread: ThreadTable
  thread_link: ThreadLinkTable
  identity_session: IdentitySessionTable
  desk_visit: DeskVisitTable
  desk_seen: DeskSeenTable
  mail: MailTable
  mail_quota: MailQuotaTable
  outbox: OutboxTable
  alert: AlertTable
  kept_form: KeptFormTable
  tally: TallyTable
  upload: UploadTable
  helpdesk_conversation: HelpdeskConversationTable
  helpdesk_message: HelpdeskMessageTable
  helpdesk_tag: HelpdeskTagTable
  helpdesk_tally: HelpdeskTallyTable
  helpdesk_tag_set: HelpdeskTagSetTable
  helpdesk_word: HelpdeskWordTable
  helpdesk_staff: HelpdeskStaffTable
  helpdesk_template: HelpdeskTemplateTable
  helpdesk_data: HelpdeskDataTable
  helpdesk_follower: HelpdeskFollowerTable
  helpdesk_contact: HelpdeskContactTable
}

/** The customer's page on one conversation. */
export interface ThreadTable {
  id: string
  /** SHA-256 of the link's token, hex; the token itself is stored nowhere (security.md 2.3). */
  token_hash: string
  /** Short and speakable; not a key to anything. */
  reference: string
  form: string
  subject: string
  customer_name: string
  customer_email: string
  /** The language of the page that the request came from; what older rows do not know. */
  locale: string | null
  /** The helpdesk's handle of the conversation, once it is open. */
  conversation: string | null
  created_ms: number
  /** Raised by each reply; writing it also keeps two replies of one moment in order. The link's life counts from here. */
  active_ms: number
  /** Since when the link opens nothing, by an operator's word. */
  revoked_ms: number | null
  /** Since when `customer_email` is known to be the customer's own: by a mailed link, or by the operator's own site. */
  verified_ms: number | null
  /** SHA-256, hex, of who sent it in the words of the operator's own site; null when that site said nothing. */
  identity_hash: string | null
}

/** Further links of a thread, each made for one purpose; they end when the thread's own does. */
export interface ThreadLinkTable {
  /** SHA-256 of the link's token, hex. */
  token_hash: string
  thread_id: string
  /** `mail`: it went to the customer's address and nowhere else. `identity`: opened from the list of a signed-in customer. */
  source: 'mail' | 'identity'
  created_ms: number
}

/** A customer whom the operator's own site has named, for the list of their threads. */
export interface IdentitySessionTable {
  /** SHA-256 of the cookie's value, hex. */
  token_hash: string
  identity_hash: string
  name: string
  email: string
  /** 1 when the operator's site says that the address is the customer's. */
  email_verified: number
  expires_ms: number
}

/** How far a staff member has read a conversation. */
export interface DeskSeenTable {
  email: string
  /** Of the conversation. */
  slug: string
  /** How many there were when they last looked. */
  messages: number
}

/** A staff member at the desk, known by a cookie. */
export interface DeskVisitTable {
  /** SHA-256 of the cookie's value, hex. */
  token_hash: string
  email: string
  /** Of the credentials that were shown, see helpdesk/builtin/credentials.ts. */
  proof: string
  expires_ms: number
}

export type MailState = 'waiting' | 'sending' | 'sent' | 'dropped' | 'failed'

/** One mail that is to go out, or went. What it says is written when it is sent, see mail/mail.ts. */
export interface MailTable {
  /** Also in its Message-ID: a second copy of the same mail can be told. */
  id: string
  kind: string
  recipient: string
  thread_id: string | null
  /** JSON of what its kind needs beside the thread; null when nothing. */
  content: string | null
  /** `dropped`: there was nothing to say. `failed`: the receiving side refused it. */
  state: MailState
  attempts: number
  /** When it may be claimed (again): the next attempt, or the end of the present holder's lease. */
  due_ms: number
  /** Raised by each claim; a late finisher with an older fence changes nothing. */
  fence: number
  /** Why it waits or failed: one of a closed list, see mail/policy.ts. */
  reason: string | null
  created_ms: number
  sent_ms: number | null
}

/** How much of a limit is used up within its time. */
export interface MailQuotaTable {
  key: string
  used: number
  until_ms: number
}

export type OutboxState = 'waiting' | 'sending' | 'delivered' | 'uncertain' | 'parked'

/** `solution`: the customer marked it as solved. `rating`: what they think of the help; one to a thread. */
export type OutboxKind = 'request' | 'reply' | 'solution' | 'rating'

/** One accepted request, reply, solution or rating, and how far its delivery has come. */
export interface OutboxTable {
  /** Of messages also the key that the helpdesk keeps: `conversation.data.deskbell_id` or `message.origin_id`. */
  id: string
  kind: OutboxKind
  thread_id: string
  /** Order within the thread, from 0. */
  position: number
  /** SHA-256 of the form's request id, hex, unique: the same form sent twice is one row. */
  request_hash: string
  /** SHA-256 of what was sent: the same request id with other words is refused. */
  fingerprint: string
  /** JSON of a NewConversation, a NewMessage, nothing or a Rating; see helpdesk/payload.ts. */
  payload: string
  state: OutboxState
  /** Sends begun so far. */
  attempts: number
  /** When it may be claimed (again): the next attempt, or the end of the present holder's lease. */
  due_ms: number
  /** Raised by each claim; a late finisher with an older fence changes nothing. */
  fence: number
  /** The step that an opening of several calls has reached; its helpdesk's words, kept until it is delivered. */
  progress: string | null
  /** When the latest send began; the read-back looks from then on. */
  sent_ms: number | null
  /** Read-backs that found nothing since then, and when the first of them was. */
  read_backs: number
  first_read_back_ms: number | null
  /** Why it waits or is parked: one of a closed list, see outbox/policy.ts. */
  reason: string | null
  /** The operator's line to that reason; never a customer's words. */
  detail: string | null
  created_ms: number
  delivered_ms: number | null
}

/** Something that a person must look at, and whether one has been told; gone once it is over. */
export interface AlertTable {
  /** What it is about, so that it is told once: `parked:<row>`, `unauthorized`, `late`. */
  key: string
  since_ms: number
  /** When it may be told (again): the end of the present teller's lease. */
  due_ms: number
  /** Null until the webhook has taken it. */
  told_ms: number | null
}

/** A form that came back with mistakes, kept so that nothing typed is lost. */
export interface KeptFormTable {
  id: string
  /** Where it may be opened again: a form's slug, or `thread:` and the hash of a thread's token. */
  form: string
  /** JSON of a KeptForm, see guard/kept-form.ts. */
  content: string
  expires_ms: number
}

/** How often something came of late, or who may use what can be used once; guard/tally.ts says more. */
export interface TallyTable {
  /** A hash: nobody can tell of what without APP_SECRET. */
  key: string
  count: number
  /** SHA-256 of the request id, hex, that has it; null where there is only a count. */
  holder: string | null
  until_ms: number
}

export type UploadState = 'checking' | 'ready' | 'removed'

/** A file that is whole in the store: its row is written last. */
export interface UploadTable {
  /** Also its key in the store. */
  id: string
  /** SHA-256 of the request id of the form it was sent in, hex: it can be attached to that request alone. */
  owner_hash: string
  /** Of who sent it, while no message has it: see guard/sender.ts. */
  sender_hash: string | null
  /** Cleaned; ends in an extension of its kind. */
  name: string
  /** What its content is, see files/kind.ts. */
  kind: string
  bytes: number
  /** Hex. */
  sha256: string
  /** `checking` until the virus check has answered; `removed` when it found something: then the bytes are gone. */
  state: UploadState
  /** 1 once a request or a reply has it. */
  attached: number
  created_ms: number
  /** When it is deleted: a day after it came, or when the retention of what was attached ends. */
  expires_ms: number
}

/** The built-in helpdesk's conversations. */
export interface HelpdeskConversationTable {
  id: string
  slug: string
  subject: string
  channel: string
  status: number
  origin: number
  author_name: string
  author_email: string
  assignee_email: string | null
  hold_until_ms: number | null
  /** `data.deskbell_id`, unique: opening twice with one key opens one. */
  open_key: string | null
  message_count: number
  created_ms: number
  updated_ms: number
  last_customer_message_ms: number | null
  /** Positions of the latest messages that are no notes. */
  last_customer_position: number | null
  last_staff_position: number | null
}

export interface HelpdeskMessageTable {
  id: string
  conversation_id: string
  /** From 0, in the order of arrival. */
  position: number
  body: string
  visibility: number
  origin: number
  origin_id: string | null
  author_name: string
  author_email: string
  /** 1 when a staff member wrote it. */
  from_staff: number
  /** JSON array of {name, email}. */
  recipients: string
  /** JSON array of attachments as on the wire. */
  attachments: string
  /** 1 when its notifications are suppressed. */
  suppressed: number
  created_ms: number
}

export interface HelpdeskTagTable {
  conversation_id: string
  tag: string
  position: number
}

/** A tag of a set of tags that conversations have had; builtin/tags.ts says more. */
export interface HelpdeskTagSetTable {
  tag: string
  /** The name of the set. */
  tag_set: string
}

/** A staff member beside the one of the settings. */
export interface HelpdeskStaffTable {
  /** Lower case. */
  email: string
  /** Empty when nobody gave one. */
  name: string
  /** Of e-mail and token, hex, see helpdesk/builtin/credentials.ts; the token itself is stored nowhere. */
  proof: string
  created_ms: number
}

/** A word in a conversation; builtin/words.ts says more. */
export interface HelpdeskWordTable {
  conversation_id: string
  /** UTF-8. */
  word: Buffer
}

/** How many messages there are under a label within a slice of time; builtin/tally.ts says more. */
export interface HelpdeskTallyTable {
  label: string
  /** Whole lengths of a slice since 1970. */
  slice: number
  channel: string
  origin: number
  from_staff: number
  messages: number
}

export interface HelpdeskDataTable {
  conversation_id: string
  key: string
  /** JSON of the value. */
  value: string
}

export interface HelpdeskFollowerTable {
  conversation_id: string
  email: string
  name: string
}

/** People who wrote; each has an address or a mobile number. */
export interface HelpdeskContactTable {
  id: string
  /** Lower case. */
  email: string | null
  mobile: string | null
  /** The caller's own id of the person. */
  external_id: string | null
  name: string
  friendly_name: string | null
  external_avatar_url: string | null
  /** JSON array of texts. */
  notes: string
  /** JSON object. */
  data: string
  created_ms: number
}

/** A text that staff keep for answers they give often. */
export interface HelpdeskTemplateTable {
  id: string
  name: string
  body: string
  created_ms: number
  updated_ms: number
}
