/** Customers without JavaScript who press Send one after the other, and remember what they were told. */
import { newToken } from '#lib/threads/access.ts'

export interface Load {
  /** Subjects of all requests that were answered with the address of a thread. */
  readonly accepted: readonly string[]
  /** Answers that were neither that nor an honest refusal, and connections that broke. */
  readonly troubles: readonly string[]
  /** 503 with what was typed. */
  readonly refused: number
  /** Ends it, once everybody has an answer. */
  end(): Promise<void>
}

/** Lets `customers` people send through `url` until it is ended. @param name what their subjects begin with. */
export function startLoad(url: string, customers: number, name = 'Load'): Load {
  const load = { accepted: [] as string[], troubles: [] as string[], refused: 0 }
  let running = true
  const all = Array.from({ length: customers }, async (_, customer) => {
    for (let count = 0; running; count += 1) {
      const subject = `${name} ${customer}-${count}`
      const letter = { request: newToken(), subject }
      const first = await send(url, letter).catch(String)
      // Their proxy has lost the server: whoever reads that presses again.
      const answer = first.startsWith('502') ? await send(url, letter).catch(String) : first
      if (answer === 'accepted') load.accepted.push(subject)
      else if (answer === 'refused') load.refused += 1
      else load.troubles.push(`${subject}: ${answer}`)
    }
  })
  return Object.assign(load, {
    async end() {
      running = false
      await Promise.all(all)
    },
  })
}

/** What is typed over the usual words. */
interface Given {
  readonly request: string
  readonly subject: string
  readonly email?: string
  readonly upload?: string
}

/** One press of Send through the form's native door. */
export async function send(url: string, given: Given): Promise<'accepted' | 'refused' | string> {
  const answer = await post(url, given)
  const location = answer.headers.get('location') ?? ''
  const text = await answer.text()
  if (answer.status === 303 && location.includes('/t/')) return 'accepted'
  const isHonest = text.includes('Hello.') && Number(answer.headers.get('retry-after')) > 0
  if (answer.status === 503 && isHonest) return 'refused'
  return `${answer.status} ${location} ${text.slice(0, 300)}`
}

/** The same, and the address of the thread that it leads to. */
export async function openThread(url: string, given: Given): Promise<string> {
  return (await post(url, given)).headers.get('location') ?? ''
}

function post(url: string, given: Given): Promise<Response> {
  const body = new FormData()
  const typed = { message: 'Hello.', name: 'Mia Berg', email: 'mia@example.org', ...given }
  for (const [name, value] of Object.entries(typed)) body.set(name, value)
  return fetch(`${url}/submit/support`, {
    method: 'POST',
    headers: { Origin: url },
    body,
    redirect: 'manual',
  })
}
