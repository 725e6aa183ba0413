/** The Re:amaze account as the configuration needs it: reached, entered, with its channels and the right time. */
import { HelpdeskError } from '../error.ts'
import type { Http } from '../http.ts'
import {
  channelFindings,
  clockFindings,
  type Expectation,
  type Finding,
  findingOfError,
} from '../inspection.ts'
import { understood } from './answers.ts'
import { readChannels } from './wire.ts'

/** Reads only. `settings` names the variables to which a remedy points. */
export async function inspect(
  http: Http,
  { channels, nowMs }: Expectation,
  settings: { readonly address: string; readonly credentials: string },
): Promise<Finding[]> {
  try {
    const { answeredAtMs } = await http({ method: 'GET', path: ['conversations'], query: { page: '1' } })
    return [
      { verdict: 'ok', about: 'helpdesk', found: 'answers', remedy: null },
      { verdict: 'ok', about: 'credentials', found: 'are accepted', remedy: null },
      ...clockFindings(answeredAtMs, nowMs()),
      ...(await inspectChannels(http, channels)),
    ]
  } catch (error) {
    return [findingOfError(error, settings)]
  }
}

/** That there is a list of channels is known from other clients alone (helpdesk-apis.md 4.7). */
async function inspectChannels(http: Http, routed: readonly string[]): Promise<Finding[]> {
  try {
    return channelFindings(routed, await slugs(http))
  } catch (error) {
    if (!(error instanceof HelpdeskError)) throw error
    const remedy = `Make sure that the helpdesk has these, by slug: ${routed.join(', ')}.`
    return [{ verdict: 'warn', about: 'channels', found: `cannot be listed: ${error.message}`, remedy }]
  }
}

async function slugs(http: Http): Promise<string[]> {
  const found: string[] = []
  for (let page = 1; page <= mostPages; page += 1) {
    const answer = await http({ method: 'GET', path: ['channels'], query: { page: String(page) } })
    const { items, pageCount } = understood(readChannels(answer.json), 'is no list of channels')
    found.push(...items.flatMap(({ slug }) => slug ?? []))
    if (items.length === 0 || pageCount === null || page >= pageCount) break
  }
  return found
}

/** Three hundred channels. */
const mostPages = 10
