/** The examination of a real configuration, before a customer finds out: every finding in the order of the way in. */
import { EnvironmentError, environment } from '#lib/env/env.ts'
import { captcha } from '#lib/form/captcha.ts'
import type { FormDefinition } from '#lib/form/definition.ts'
import { support } from '#lib/form/support.ts'
import { helpdesk } from '#lib/helpdesk/connect.ts'
import type { Finding } from '#lib/helpdesk/inspection.ts'
import { examineAddress } from './address.ts'
import { examineDatabase } from './database.ts'
import { examineMail } from './mail.ts'

/**
 * Looks at the settings, the database, the helpdesk, the mail server and the public address, and yields what it finds as it goes.
 * Nothing is sent, and a database that somebody uses is not changed.
 * @throws only what none of them foresaw.
 */
export async function* examine(): AsyncGenerator<Finding> {
  const settings = readSettings()
  yield* settings.findings
  if (!settings.environment) return
  const database = await examineDatabase(settings.environment)
  yield* database.findings
  if (settings.environment.helpdesk.kind !== 'builtin' || database.usable) yield* await examineHelpdesk()
  if (settings.environment.mail) yield* await examineMail(settings.environment.mail)
  yield* await examineAddress(settings.environment.appUrl)
}

function readSettings() {
  try {
    const found: Finding = { verdict: 'ok', about: 'settings', found: 'are complete', remedy: null }
    support()
    captcha()
    return { environment: environment(), findings: [found] }
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error
    const findings = error.problems.map(
      (found): Finding => ({ verdict: 'fail', about: 'settings', found, remedy: null }),
    )
    return { environment: null, findings }
  }
}

async function examineHelpdesk(): Promise<readonly Finding[]> {
  const connected = await helpdesk()
  const channels = [...new Set(Object.values(support().forms).flatMap(channelsOf))]
  if (connected.inspect) return connected.inspect({ channels, nowMs: Date.now })
  const remedy = 'Send a request through the form, and look for it there.'
  return [{ verdict: 'warn', about: 'helpdesk', found: 'cannot be examined', remedy }]
}

/** Where a form's requests go. */
const channelsOf = ({ channel, topics }: FormDefinition) => [channel, ...topics.map((topic) => topic.channel)]
