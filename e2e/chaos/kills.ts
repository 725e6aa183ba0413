/** The built server, killed at random moments while customers press Send, and started again; then everything has arrived once. */
import { setTimeout as wait } from 'node:timers/promises'
import { startReamazeFake } from '#e2e/fakes/reamaze.ts'
import { type App, startApp } from '#e2e/support/app.ts'
import { newToken } from '#lib/threads/access.ts'
import type { Verdict } from './ledger.ts'

export interface Kills {
  readonly kills: number
  /** Answered with the address of a thread. */
  readonly accepted: number
  /** Presses that got no answer, and were pressed again. */
  readonly unanswered: number
  readonly verdict: Verdict
}

interface Letter {
  readonly requestId: string
  readonly subject: string
  accepted: boolean
}

/** Posts through the form's native door while the server is killed `kills` times. Needs a build. */
export async function killServers(kills: number): Promise<Kills> {
  const fake = await startReamazeFake()
  const app = await startApp({
    HELPDESK: 'reamaze',
    REAMAZE_API_URL: fake.url,
    REAMAZE_EMAIL: fake.email,
    REAMAZE_API_TOKEN: fake.apiToken,
    LOG_LEVEL: 'silent',
  })
  const letters: Letter[] = []
  let unanswered = 0
  let running = true
  const customers = Array.from({ length: 6 }, async (_, customer) => {
    for (let count = 0; running; count += 1) {
      const letter = { requestId: newToken(), subject: `Kill ${customer}-${count}`, accepted: false }
      letters.push(letter)
      while (!letter.accepted) {
        letter.accepted = await send(app, letter)
        if (!letter.accepted) unanswered += 1
        if (!letter.accepted) await wait(50)
      }
    }
  })
  for (let count = 0; count < kills; count += 1) {
    // Any moment of a life of half a second: what is under way then differs each time.
    await wait(Math.random() * 500)
    await app.kill()
    await app.restart()
  }
  running = false
  await Promise.all(customers)
  await untilDelivered(app)
  const came = fake.conversations().map(({ subject }) => subject)
  const sent = letters.map(({ subject }) => subject)
  const verdict = {
    lost: sent.filter((subject) => !came.includes(subject)),
    duplicated: came.filter((subject, at) => came.indexOf(subject) !== at),
    reordered: [],
  }
  await app.stop()
  await fake.stop()
  return { kills, accepted: letters.length, unanswered, verdict }
}

async function send({ url }: App, { requestId, subject }: Letter): Promise<boolean> {
  const body = new FormData()
  const fields = {
    request: requestId,
    subject,
    message: 'Hello.',
    name: 'Mia Berg',
    email: 'mia@example.org',
  }
  for (const [name, value] of Object.entries(fields)) body.set(name, value)
  try {
    const answer = await fetch(`${url}/submit/support`, {
      method: 'POST',
      headers: { Origin: url },
      body,
      redirect: 'manual',
    })
    if (answer.status === 303) return answer.headers.get('location')?.includes('/t/') ?? false
    if (answer.status < 500)
      throw new Error(`a request was answered with ${answer.status}: ${await answer.text()}`)
    return false
  } catch (error) {
    // No connection, or one that broke: the server is dead.
    if (error instanceof TypeError) return false
    throw error
  }
}

/** What a kill left uncertain is looked for over two minutes. */
async function untilDelivered({ url }: App): Promise<void> {
  for (let tries = 0; tries < 1_200; tries += 1) {
    const health = await (await fetch(`${url}/api/health`)).json()
    const { waiting, sending, uncertain, parked } = health.outbox
    if (waiting + sending + uncertain + parked === 0) return
    await wait(250)
  }
  throw new Error('not everything was delivered within five minutes')
}
