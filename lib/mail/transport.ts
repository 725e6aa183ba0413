/** The way out: one conversation with the operator's mail server, and what it means when it goes wrong. */
import { createTransport } from 'nodemailer'
import { z } from 'zod'
import type { MailSettings } from '#lib/env/mail-settings.ts'
import type { Letter } from './mail.ts'
import type { Trouble } from './policy.ts'

/** `facts` for the operator's log: codes, never an address or the server's words. */
export interface Failure {
  readonly trouble: Trouble
  readonly facts: { readonly code: string | undefined; readonly status: number | undefined }
}

export interface Transport {
  /** Hands a letter over. @returns null when the server has taken it, else what was wrong. Never throws. */
  send(id: string, letter: Letter): Promise<Failure | null>
  /** Whether the server answers and takes our credentials; sends nothing. */
  verify(): Promise<Failure | null>
}

/** Each letter takes a connection of its own: there is never so much of it that keeping one open would pay. */
export function createSmtp({ smtp, from }: MailSettings): Transport {
  const transporter = createTransport({
    host: smtp.host,
    port: smtp.port,
    secure: smtp.secure,
    ...(smtp.credentials && { auth: smtp.credentials }),
    // Never a password in the clear, except to this machine.
    requireTLS: smtp.credentials !== null && !smtp.secure && !isLoopback(smtp.host),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    dnsTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1)
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work()
      return null
    } catch (error) {
      return failureOf(error)
    }
  }
  return {
    send: (id, { to, subject, text }) =>
      attempt(() =>
        transporter.sendMail({
          from,
          to: { name: '', address: to },
          envelope: { from: from.address, to: [to] },
          subject,
          text,
          messageId: `<${id}@${domain}>`,
          // RFC 3834, and the same for Exchange: no machine is to answer a machine.
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
          xMailer: false,
        }),
      ),
    verify: () => attempt(() => transporter.verify()),
  }
}

const isLoopback = (host: string) => host === 'localhost' || host === '::1' || /^127\./.test(host)

const smtpError = z.object({
  code: z.string().optional().catch(undefined),
  command: z.string().optional().catch(undefined),
  responseCode: z.number().optional().catch(undefined),
})

function failureOf(error: unknown): Failure {
  const { code, command, responseCode } = smtpError.catch({}).parse(error)
  return { trouble: troubleOf(code, command, responseCode), facts: { code, status: responseCode } }
}

/** What the server said to the recipient or to the letter is about this mail; all else is about our way out. */
function troubleOf(
  code: string | undefined,
  command: string | undefined,
  status: number | undefined,
): Trouble {
  if (code === 'EAUTH' || code === 'ENOAUTH' || code === 'EOAUTH2') return 'unauthorized'
  if (status === undefined) return code === 'EENVELOPE' ? 'refused' : 'unreachable'
  if (command === 'MAIL FROM') return 'sender'
  // 421: the server is about to close the connection, whatever was said last.
  if (status === 421 || (command !== 'RCPT TO' && command !== 'DATA')) return 'unreachable'
  return status >= 500 ? 'refused' : 'deferred'
}
