/** The Omnidesk account as the configuration needs it: reached, entered, its tickets readable, and the right time. */
import type { Http } from '../http.ts'
import { clockFindings, type Expectation, type Finding, findingOfError } from '../inspection.ts'

/** Reads only. What a key for messages alone may do cannot be tried without creating something. */
export async function inspect(
  http: Http,
  create: 'ticket' | 'chatbot',
  { nowMs }: Expectation,
): Promise<Finding[]> {
  if (create === 'chatbot')
    return [
      {
        verdict: 'warn',
        about: 'credentials',
        found: 'cannot be tried without creating a message (OMNIDESK_CREATE=chatbot)',
        remedy: 'Send a request from the form, and look for it in Omnidesk.',
      },
    ]
  try {
    const query = { itemStart: '0', itemLimit: '1' }
    const { answeredAtMs } = await http({ method: 'GET', path: ['ticket'], query })
    return [
      { verdict: 'ok', about: 'helpdesk', found: 'answers', remedy: null },
      { verdict: 'ok', about: 'credentials', found: 'may read tickets', remedy: null },
      ...clockFindings(answeredAtMs, nowMs()),
    ]
  } catch (error) {
    return [findingOfError(error, { address: 'OMNIDESK_API_URL', credentials: 'OMNIDESK_API_KEY' })]
  }
}
