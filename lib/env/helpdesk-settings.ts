/** What each helpdesk needs to be connected: one reader for each, beside the variables it reads. */
import { type Variable, type VariableName, variables } from './variables.ts'

export type HelpdeskSettings =
  | {
      readonly kind: 'builtin'
      readonly staffEmail: string
      readonly apiToken: string
      readonly requestsPerMinute: number
    }
  | {
      readonly kind: 'reamaze'
      readonly baseUrl: string
      readonly email: string
      readonly apiToken: string
    }
  | {
      readonly kind: 'omnidesk'
      readonly baseUrl: string
      readonly apiKey: string
      readonly brandId: number
      readonly channelId: number
      readonly create: 'ticket' | 'chatbot'
    }
  | {
      readonly kind: 'ziik'
      readonly baseUrl: string
      readonly username: string
      readonly password: string
      readonly conversationId: number
    }

/** Of the staff member whom nobody has named: a mailbox that is nobody's. */
export const defaultStaffEmail = 'staff@example.com'

/** Reads one variable; undefined when it is not set, or wrong and reported. */
export type Reader = <Value>(name: VariableName, variable: Variable<Value>) => Value | undefined

/** The settings of a helpdesk, or null and the variables that are lacking for them. */
interface Found {
  readonly complete: HelpdeskSettings | null
  readonly lacking: readonly VariableName[]
}

export const readers: Record<Exclude<HelpdeskSettings['kind'], 'builtin'>, (read: Reader) => Found> = {
  reamaze(read) {
    const brand = read('REAMAZE_BRAND', variables.REAMAZE_BRAND)
    const email = read('REAMAZE_EMAIL', variables.REAMAZE_EMAIL)
    const apiToken = read('REAMAZE_API_TOKEN', variables.REAMAZE_API_TOKEN)
    const baseUrl =
      read('REAMAZE_API_URL', variables.REAMAZE_API_URL) ?? (brand && `https://${brand}.reamaze.io/api/v1`)
    return {
      complete: baseUrl && email && apiToken ? { kind: 'reamaze', baseUrl, email, apiToken } : null,
      lacking: namesOfMissing({ REAMAZE_BRAND: baseUrl, REAMAZE_EMAIL: email, REAMAZE_API_TOKEN: apiToken }),
    }
  },
  omnidesk(read) {
    const baseUrl = read('OMNIDESK_API_URL', variables.OMNIDESK_API_URL)
    const apiKey = read('OMNIDESK_API_KEY', variables.OMNIDESK_API_KEY)
    const brandId = read('OMNIDESK_BRAND_ID', variables.OMNIDESK_BRAND_ID)
    const channelId = read('OMNIDESK_CHANNEL_ID', variables.OMNIDESK_CHANNEL_ID)
    const create = read('OMNIDESK_CREATE', variables.OMNIDESK_CREATE) ?? 'ticket'
    return {
      complete:
        baseUrl && apiKey && brandId && channelId
          ? { kind: 'omnidesk', baseUrl, apiKey, brandId, channelId, create }
          : null,
      lacking: namesOfMissing({
        OMNIDESK_API_URL: baseUrl,
        OMNIDESK_API_KEY: apiKey,
        OMNIDESK_BRAND_ID: brandId,
        OMNIDESK_CHANNEL_ID: channelId,
      }),
    }
  },
  ziik(read) {
    const baseUrl = read('ZIIK_API_URL', variables.ZIIK_API_URL)
    const username = read('ZIIK_USERNAME', variables.ZIIK_USERNAME)
    const password = read('ZIIK_PASSWORD', variables.ZIIK_PASSWORD)
    const conversationId = read('ZIIK_CONVERSATION_ID', variables.ZIIK_CONVERSATION_ID)
    return {
      complete:
        baseUrl && username && password && conversationId
          ? { kind: 'ziik', baseUrl, username, password, conversationId }
          : null,
      lacking: namesOfMissing({
        ZIIK_API_URL: baseUrl,
        ZIIK_USERNAME: username,
        ZIIK_PASSWORD: password,
        ZIIK_CONVERSATION_ID: conversationId,
      }),
    }
  },
}

const isVariable = (name: string): name is VariableName => Object.hasOwn(variables, name)

const namesOfMissing = (values: Partial<Record<VariableName, unknown>>): VariableName[] =>
  Object.entries(values).flatMap(([name, value]) => (value === undefined && isVariable(name) ? [name] : []))
