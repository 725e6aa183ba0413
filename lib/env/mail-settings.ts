/** Where mail goes out and in whose name: both settings, or none. */
import type { Reader } from './helpdesk-settings.ts'
import { type VariableName, variables } from './variables.ts'

export interface MailSettings {
  readonly smtp: SmtpSettings
  readonly from: Mailbox
}

export interface SmtpSettings {
  readonly host: string
  readonly port: number
  /** TLS from the first byte; otherwise STARTTLS where the server offers it. */
  readonly secure: boolean
  readonly credentials: { readonly user: string; readonly pass: string } | null
}

export interface Mailbox {
  /** May be empty. */
  readonly name: string
  readonly address: string
}

/** Null when mail is off; `lacking` is what one setting needs of the other. */
export function readMail(read: Reader): { mail: MailSettings | null; lacking: VariableName | null } {
  const smtp = read('SMTP_URL', variables.SMTP_URL)
  const from = read('MAIL_FROM', variables.MAIL_FROM)
  if (smtp && from) return { mail: { smtp, from }, lacking: null }
  return { mail: null, lacking: smtp ? 'MAIL_FROM' : from ? 'SMTP_URL' : null }
}
