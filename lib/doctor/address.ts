/** The public address, as customers and the helpdesk will call it: links to threads and files begin with it. */
import { z } from 'zod'
import { isLoopback } from '#lib/env/loopback.ts'
import type { Finding } from '#lib/helpdesk/inspection.ts'

/** Never fails: an app that is not started yet, or that only others can reach, is no mistake. */
export async function examineAddress(appUrl: string): Promise<Finding[]> {
  return [examineScheme(new URL(appUrl)), await examineAnswer(appUrl)]
}

function examineScheme({ protocol, hostname, origin }: URL): Finding {
  const about = 'address'
  if (isLoopback(hostname))
    return warn(about, `${origin} is this machine alone`, 'Set APP_URL to what customers will type.')
  if (protocol !== 'https:')
    return warn(about, `${origin} is not encrypted`, 'Put it behind https, and say so in APP_URL.')
  return { verdict: 'ok', about, found: `${origin} is public and encrypted`, remedy: null }
}

async function examineAnswer(appUrl: string): Promise<Finding> {
  const about = 'app'
  try {
    const answer = await fetch(`${appUrl}/api/health`, {
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'manual',
    })
    const health = healthAnswer.safeParse(await answer.json())
    if (!health.success) return warn(about, `something else answers at ${appUrl}`, 'Check APP_URL.')
    if (answer.ok) return { verdict: 'ok', about, found: `answers at ${appUrl}`, remedy: null }
    return warn(about, `answers at ${appUrl} that it is ${health.data.status}`, 'Look at its log.')
  } catch {
    const remedy = 'Start it, or check APP_URL and what stands before it.'
    return warn(about, `does not answer at ${appUrl}`, remedy)
  }
}

const healthAnswer = z.object({ status: z.string(), database: z.string() })

const timeoutMs = 5_000

const warn = (about: string, found: string, remedy: string): Finding => ({
  verdict: 'warn',
  about,
  found,
  remedy,
})
