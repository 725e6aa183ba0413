/** The way out for mail, tried as far as it goes without sending any. */
import type { MailSettings } from '#lib/env/mail-settings.ts'
import type { Finding } from '#lib/helpdesk/inspection.ts'
import type { Trouble } from '#lib/mail/policy.ts'
import { createSmtp } from '#lib/mail/transport.ts'

/** Whether the mail server answers and lets us in; what it does with a mail is seen only when one is sent. */
export async function examineMail(settings: MailSettings): Promise<Finding[]> {
  const { host, port } = settings.smtp
  const place = `${host}:${port}`
  const failure = await createSmtp(settings).verify()
  if (!failure)
    return [{ verdict: 'ok', about: 'mail', found: `${place} answers and lets us in`, remedy: null }]
  const { code, status } = failure.facts
  const said = [code, status].filter(Boolean).join(' ')
  const found = `${place} cannot be used${said ? `: ${said}` : ''}`
  return [{ verdict: 'fail', about: 'mail', found, remedy: remedyOf(failure.trouble) }]
}

const remedyOf = (trouble: Trouble) =>
  trouble === 'unauthorized'
    ? 'Check the user and the password in SMTP_URL.'
    : 'Check SMTP_URL, and whether that server can be reached from here and offers TLS.'
