/** A staff member at the helpdesk's API: reads and answers as any tool written for Re:amaze would. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { App } from './app.ts'

export interface StaffMessage {
  readonly body: string
  readonly visibility: number
  readonly origin: number
  readonly attachments: readonly { readonly file_file_name: string; readonly url: string }[]
  readonly user: { readonly name: string; readonly email: string }
  readonly conversation: {
    readonly slug: string
    readonly subject: string
    readonly category: { readonly slug: string }
  }
}

export interface StaffConversation {
  readonly slug: string
  readonly subject: string
  readonly tag_list: readonly string[]
  readonly status: number
  readonly data: Readonly<Record<string, unknown>>
}

export interface StaffContact {
  readonly name: string
  readonly data: Readonly<Record<string, unknown>>
}

/** The built-in helpdesk of `app`, with the credentials that it made for itself. */
export function staffOf(app: App) {
  const token = () => readFileSync(join(app.dataDir, 'api-token'), 'utf8')
  const headers = () => ({
    Authorization: `Basic ${Buffer.from(`staff@example.com:${token()}`).toString('base64')}`,
    Accept: 'application/json',
    'Content-Type': 'application/json',
  })
  const call = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`${app.url}/api/v1${path}`, { ...init, headers: headers() })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
  const post = (slug: string, message: Record<string, unknown>) =>
    call(`/conversations/${encodeURIComponent(slug)}/messages`, {
      method: 'POST',
      body: JSON.stringify({ message }),
    })
  return {
    /** All messages of conversations with this subject, newest first. */
    async messages(subject: string): Promise<StaffMessage[]> {
      const { messages } = (await call('/messages')) satisfies { messages: StaffMessage[] }
      return messages.filter((message: StaffMessage) => message.conversation.subject === subject)
    },
    conversation: (slug: string): Promise<StaffConversation> =>
      call(`/conversations/${encodeURIComponent(slug)}`),
    /** Opens a conversation; the answer is its slug. */
    async open(conversation: Record<string, unknown>): Promise<string> {
      const { slug } = (await call('/conversations', {
        method: 'POST',
        body: JSON.stringify({ conversation }),
      })) satisfies { slug: string }
      return slug
    },
    /** What the helpdesk knows of the customer with this address. */
    async contact(email: string): Promise<StaffContact | undefined> {
      const { contacts } = (await call(`/contacts?q=${encodeURIComponent(email)}`)) satisfies {
        contacts: StaffContact[]
      }
      return contacts[0]
    },
    answer: (slug: string, body: string) => post(slug, { body, suppress_autoresolve: true }),
    /** @param attachment the address of a file. */
    answerWith: (slug: string, body: string, attachment: string) =>
      post(slug, { body, attachment, suppress_autoresolve: true }),
    note: (slug: string, body: string) => post(slug, { body, visibility: 1 }),
  }
}
