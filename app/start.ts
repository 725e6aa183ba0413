/** The start: settings and forms are checked, the database is opened, the outbox, the sweeper and mail go to work; or nothing is served at all. */
import { database } from '#lib/db/open.ts'
import { type Environment, EnvironmentError, environment } from '#lib/env/env.ts'
import { uploads } from '#lib/files/uploads.ts'
import { captcha } from '#lib/form/captcha.ts'
import { support } from '#lib/form/support.ts'
import { recordPeers } from '#lib/guard/network.ts'
import { boundServers } from '#lib/guard/server.ts'
import { startReindexing } from '#lib/helpdesk/connect.ts'
import { log } from '#lib/log/log.ts'
import type { MailWorker } from '#lib/mail/worker.ts'
import { type Alerter, createAlerter } from '#lib/outbox/alerts.ts'
import { type Outbox, outbox } from '#lib/outbox/outbox.ts'
import { built } from './built.ts'
import { framersOf } from './embed/framing.ts'
import { outOfReach } from './embed/reach.ts'
import { createMailer } from './mail.ts'

/** Ends the process with one line per problem when it cannot work. */
export async function start(): Promise<void> {
  try {
    environment()
    support()
    captcha()
    if (process.env.NODE_ENV === 'production') built()
    warnOfFrames()
    const { tracesUrl } = environment()
    // Loaded only where it is used: it costs nobody else anything.
    if (tracesUrl) (await import('./tracing.ts')).startTracing(tracesUrl)
    await openDatabaseFirst()
    const box = await outbox()
    box.start()
    const files = await uploads()
    files.start()
    const mailer = await createMailer()
    mailer?.start()
    const alerter = await alerterOf(environment())
    alerter?.start()
    const stopReindexing = startReindexing()
    recordPeers()
    if (process.env.NODE_ENV === 'production') boundServers()
    endInTime(box, mailer, () => {
      alerter?.stop()
      stopReindexing()
    })
  } catch (error) {
    const lines = error instanceof EnvironmentError ? error.problems : [String(error)]
    process.stderr.write(`Deskbell did not start:\n${lines.map((line) => `  ${line}\n`).join('')}`)
    process.exit(1)
  }
}

/** Customers would see an empty frame, and nobody here would learn of it. */
function warnOfFrames(): void {
  const { appUrl } = environment()
  const origins = outOfReach(appUrl, Object.keys(support().forms).flatMap(framersOf))
  if (origins.length === 0) return
  log().warn({ appUrl, origins }, 'no frame comes up on these sites: APP_URL is not a public https address')
}

/** What else can go wrong at a start is nearly always the database: its error alone would not say so. */
async function openDatabaseFirst(): Promise<void> {
  const { databaseUrl, dataDir } = environment()
  try {
    await database()
  } catch (error) {
    const place = databaseUrl ? 'DATABASE_URL: that database' : `DATA_DIR: ${dataDir}/deskbell.db`
    throw new EnvironmentError([
      `${place} cannot be opened: ${error instanceof Error ? error.message : error}`,
    ])
  }
}

async function alerterOf({ alertWebhookUrl: webhookUrl, appUrl }: Environment): Promise<Alerter | null> {
  if (!webhookUrl) return null
  return createAlerter({ database: await database(), webhookUrl, appUrl, log: log(), nowMs: Date.now })
}

/** What is under way when the process is asked to end: a customer waits for the helpdesk for half of this at most. */
const graceMs = 5_000

/**
 * Next.js stops listening and answers what is under way; but it also waits for connections on which a browser has not
 * asked anything yet, for up to a minute. Deliveries that are cut off are read back after the next start.
 */
function endInTime(box: Outbox, mailer: MailWorker | null, stopOthers: () => void): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      void box.stop(graceMs - 1_000)
      void mailer?.stop()
      stopOthers()
      setTimeout(() => process.exit(0), graceMs).unref()
    })
  }
}
