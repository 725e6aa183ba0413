/** The environment variables by name: what each needs, and how its text is read. */
import { z } from 'zod'

export interface Variable<Value> {
  /** Completes the sentence "NAME needs …"; also the README's wording. */
  readonly needs: string
  readonly schema: z.ZodType<Value>
  /** A secret's value is never printed. */
  readonly secret: boolean
}

const variable = <Value>(needs: string, schema: z.ZodType<Value>): Variable<Value> => ({
  needs,
  schema,
  secret: false,
})

const secret = <Value>(needs: string, schema: z.ZodType<Value>): Variable<Value> => ({
  needs,
  schema,
  secret: true,
})

const origin = z
  .url({ protocol: /^https?$/ })
  .transform((text) => new URL(text))
  .refine((url) => url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '')
  .transform((url) => url.origin)

const baseUrl = z
  .url({ protocol: /^https?$/ })
  .refine((text) => new URL(text).username === '' && new URL(text).search === '')
  .transform((text) => text.replace(/\/+$/, ''))

const secretList = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine((secrets) => secrets.every((part) => Buffer.byteLength(part) >= 32))

export const variables = {
  PORT: variable(
    'a port number from 1 to 65535',
    z.string().regex(/^\d+$/).transform(Number).pipe(z.int().min(1).max(65535)),
  ),
  APP_URL: variable('an origin like https://help.example.com, without a path', origin),
  APP_SECRET: secret('32 bytes or more; several separated by commas', secretList),
  DATA_DIR: variable('a folder that this process may write to', z.string()),
  DATABASE_URL: secret('a postgres:// address', z.url({ protocol: /^postgres(ql)?$/ })),
  HELPDESK: variable('one of: builtin, reamaze', z.enum(['builtin', 'reamaze'])),
  BUILTIN_STAFF_EMAIL: variable('an email address', z.email()),
  BUILTIN_API_TOKEN: secret('16 characters or more', z.string().min(16)),
  REAMAZE_BRAND: variable('the brand’s subdomain, like acme', z.string().regex(/^[a-z0-9-]+$/i)),
  REAMAZE_EMAIL: variable('the login email of a staff user', z.email()),
  REAMAZE_API_TOKEN: secret('that staff user’s API token', z.string()),
  REAMAZE_API_URL: variable('an http or https address like https://acme.reamaze.io/api/v1', baseUrl),
  LOG_LEVEL: variable(
    'one of: trace, debug, info, warn, error, fatal, silent',
    z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
  ),
} as const

export type VariableName = keyof typeof variables
