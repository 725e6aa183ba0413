/** The Ziik tenant as the configuration needs it: reached, entered, with the team's conversation and the right time. */
import { HelpdeskError } from '../error.ts'
import type { Http } from '../http.ts'
import { clockFindings, type Expectation, type Finding, findingOfError } from '../inspection.ts'

/** Reads only: signs in and looks whether the conversation is there. */
export async function inspect(
  http: Http,
  conversationId: number,
  { nowMs }: Expectation,
): Promise<Finding[]> {
  try {
    const path = ['conversations', String(conversationId), 'messages']
    const { answeredAtMs } = await http({ method: 'GET', path, query: { limit: '1', page: '1' } })
    return [
      { verdict: 'ok', about: 'helpdesk', found: 'answers', remedy: null },
      { verdict: 'ok', about: 'credentials', found: 'are accepted', remedy: null },
      { verdict: 'ok', about: `conversation ${conversationId}`, found: 'can be read', remedy: null },
      ...clockFindings(answeredAtMs, nowMs()),
    ]
  } catch (error) {
    return [findingOf(error, conversationId)]
  }
}

function findingOf(error: unknown, conversationId: number): Finding {
  if (error instanceof HelpdeskError && error.status === 404)
    return {
      verdict: 'fail',
      about: `conversation ${conversationId}`,
      found: 'is not there, or not for this user',
      remedy: 'Check ZIIK_CONVERSATION_ID, and add the user of ZIIK_USERNAME to that conversation.',
    }
  return findingOfError(error, { address: 'ZIIK_API_URL', credentials: 'ZIIK_USERNAME and ZIIK_PASSWORD' })
}
