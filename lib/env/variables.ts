/** The environment variables by name: what each needs, and how its text is read. */
import { z } from 'zod'
import { isEmbedOrigin } from './embed-origin.ts'

export interface Variable<Value> {
  /** Completes the sentence "NAME needs …"; also the README's wording. */
  readonly needs: string
  readonly schema: z.ZodType<Value>
  /** What holds when it is not set, in words. */
  readonly fallback: string
  /** A secret's value is never printed. */
  readonly secret: boolean
}

const variable = <Value>(needs: string, fallback: string, schema: z.ZodType<Value>): Variable<Value> => ({
  needs,
  schema,
  fallback,
  secret: false,
})

const secret = <Value>(needs: string, fallback: string, schema: z.ZodType<Value>): Variable<Value> => ({
  needs,
  schema,
  fallback,
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

const secretList = z.string().transform((text, context): [string, ...string[]] => {
  const [first = '', ...others] = text.split(',').map((part) => part.trim())
  const long = [first, ...others].every((part) => Buffer.byteLength(part) >= 32)
  if (!long) context.addIssue('too short')
  return [first, ...others]
})

const hostAndPort = z
  .string()
  .transform((text) => /^(?<host>[^\s/@:]+|\[[0-9a-f:]+\]):(?<port>\d{1,5})$/i.exec(text)?.groups)
  .pipe(
    z.object({
      host: z.string().transform((host) => host.replace(/^\[|\]$/g, '')),
      port: z.string().transform(Number).pipe(z.int().min(1).max(65535)),
    }),
  )

const onOrOff = z.enum(['0', '1']).transform((text) => text === '1')

const embedOrigins = z
  .string()
  .transform((text) => text.split(/\s+/))
  .pipe(z.array(z.string().refine(isEmbedOrigin)))

const number = z
  .string()
  .regex(/^[1-9]\d{0,14}$/)
  .transform(Number)

/** Without a query: nothing of how TLS is checked can be switched off by the way. */
const smtpUrl = z
  .url({ protocol: /^smtps?$/ })
  .transform((text) => new URL(text))
  .refine((url) => url.hostname !== '' && url.search === '' && url.hash === '' && /^\/?$/.test(url.pathname))
  .refine((url) => (url.username === '') === (url.password === ''))
  .transform(({ protocol, hostname, port, username, password }) => ({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (protocol === 'smtps:' ? 465 : 587),
    secure: protocol === 'smtps:',
    credentials: username ? { user: decodeURIComponent(username), pass: decodeURIComponent(password) } : null,
  }))

/** An address, or a name and an address in angle brackets; no line break, so no second header. */
const mailbox = z
  .string()
  .regex(/^\P{Cc}+$/u)
  .transform((text) => /^(?:"?(?<name>[^"<>]*?)"?\s*<(?<inner>[^<>]+)>|(?<bare>\S+))$/.exec(text)?.groups)
  .transform((groups) => ({ name: groups?.name ?? '', address: groups?.inner ?? groups?.bare ?? '' }))
  .pipe(z.object({ name: z.string(), address: z.email() }))

export const variables = {
  PORT: variable(
    'a port number from 1 to 65535',
    '3000',
    z.string().regex(/^\d+$/).transform(Number).pipe(z.int().min(1).max(65535)),
  ),
  APP_URL: variable(
    'an origin like https://help.example.com, without a path',
    'http://localhost:$PORT',
    origin,
  ),
  APP_SECRET: secret(
    '32 bytes or more; several separated by commas',
    'made once, kept in DATA_DIR; required with PostgreSQL',
    secretList,
  ),
  DATA_DIR: variable('a folder that this process may write to', './data', z.string()),
  DATABASE_URL: secret('a postgres:// address', 'SQLite in DATA_DIR', z.url({ protocol: /^postgres(ql)?$/ })),
  EMBED_ORIGINS: variable(
    'origins that may frame the forms, like https://shop.example.com or https://*.example.com, separated by spaces',
    '`embedOrigins` of each form in support.config.ts',
    embedOrigins,
  ),
  DEMO: variable('1 to serve /demo, a page that shows the embed, or 0', '0', onOrOff),
  FILES_ORIGIN: variable('an origin like https://files.example.com, without a path', '$APP_URL', origin),
  FILES_RETENTION_DAYS: variable(
    'a number of days from 8 to 3650',
    '90',
    z.string().regex(/^\d+$/).transform(Number).pipe(z.int().min(8).max(3650)),
  ),
  FILES_ZIP: variable('1 to take zip archives, or 0', '0', onOrOff),
  S3_ENDPOINT: variable('an http or https address like https://s3.example.com', 'files in DATA_DIR', baseUrl),
  S3_REGION: variable('the name of a region', 'us-east-1', z.string()),
  S3_BUCKET: variable('the name of a bucket that exists', 'required with S3_ENDPOINT', z.string()),
  S3_ACCESS_KEY_ID: variable('an access key', 'required with S3_ENDPOINT', z.string()),
  S3_SECRET_ACCESS_KEY: secret('the secret of that key', 'required with S3_ENDPOINT', z.string()),
  SUPPORT_CONFIG: variable(
    'the path of a JSON file with the shape of support.config.ts',
    'support.config.ts as built',
    z.string(),
  ),
  CLAMD_HOST: variable('the host:port of clamd', 'files are not checked for viruses', hostAndPort),
  HELPDESK: variable(
    'one of: builtin, reamaze, omnidesk, ziik',
    'builtin',
    z.enum(['builtin', 'reamaze', 'omnidesk', 'ziik']),
  ),
  BUILTIN_STAFF_EMAIL: variable('an email address', 'staff@example.com', z.email()),
  BUILTIN_API_TOKEN: secret('16 characters or more', 'made once, kept in DATA_DIR', z.string().min(16)),
  BUILTIN_REQUESTS_PER_MINUTE: variable(
    'how many calls a minute one API token may make at /api/v1',
    '60000',
    number,
  ),
  REAMAZE_BRAND: variable(
    'the brand’s subdomain, like acme',
    'required with HELPDESK=reamaze',
    z.string().regex(/^[a-z0-9-]+$/i),
  ),
  REAMAZE_EMAIL: variable('the login email of a staff user', 'required with HELPDESK=reamaze', z.email()),
  REAMAZE_API_TOKEN: secret('that staff user’s API token', 'required with HELPDESK=reamaze', z.string()),
  REAMAZE_API_URL: variable(
    'an http or https address like https://acme.reamaze.io/api/v1',
    'https://$REAMAZE_BRAND.reamaze.io/api/v1',
    baseUrl,
  ),
  OMNIDESK_API_URL: variable(
    'an http or https address like https://acme.omnidesk.io/api/v2',
    'required with HELPDESK=omnidesk',
    baseUrl,
  ),
  OMNIDESK_API_KEY: secret(
    'an API key that may create messages and tickets, and read tickets',
    'required with HELPDESK=omnidesk',
    z.string(),
  ),
  OMNIDESK_BRAND_ID: variable('the number of a brand', 'required with HELPDESK=omnidesk', number),
  OMNIDESK_CHANNEL_ID: variable('the number of a channel', 'required with HELPDESK=omnidesk', number),
  OMNIDESK_CREATE: variable(
    'one of: ticket, chatbot (for a key that may only create messages)',
    'ticket',
    z.enum(['ticket', 'chatbot']),
  ),
  ZIIK_API_URL: variable(
    'an http or https address like https://acme.ziik.io/api',
    'required with HELPDESK=ziik',
    baseUrl,
  ),
  ZIIK_USERNAME: variable(
    'the user in whose name requests are written',
    'required with HELPDESK=ziik',
    z.string(),
  ),
  ZIIK_PASSWORD: secret('that user’s password', 'required with HELPDESK=ziik', z.string()),
  ZIIK_CONVERSATION_ID: variable(
    'the number of the team’s conversation that takes the requests',
    'required with HELPDESK=ziik',
    number,
  ),
  SMTP_URL: secret('an address like smtps://user:password@mail.example.com', 'no mail is sent', smtpUrl),
  MAIL_FROM: variable(
    'an address, or a name and an address: Acme <support@example.com>',
    'required with SMTP_URL',
    mailbox,
  ),
  IDENTITY_SECRET: secret(
    '32 bytes or more; several separated by commas',
    'customers are not signed in by your own site',
    secretList,
  ),
  TRUSTED_PROXY_HOPS: variable(
    'how many proxies of yours stand before this app, from 0 to 10',
    '0',
    z.string().regex(/^\d+$/).transform(Number).pipe(z.int().min(0).max(10)),
  ),
  CAPTCHA_SECRET: secret(
    'the secret key that the captcha’s provider gave you',
    'required with `spam.captcha` in support.config.ts',
    z.string(),
  ),
  CAPTCHA_VERIFY_URL: variable(
    'an http or https address that answers as the provider’s siteverify does',
    'the provider’s own',
    z.url({ protocol: /^https?$/ }),
  ),
  LOG_LEVEL: variable(
    'one of: trace, debug, info, warn, error, fatal, silent',
    'info',
    z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
  ),
  METRICS_TOKEN: secret('16 characters or more', 'there is no /metrics', z.string().min(16)),
  ALERT_WEBHOOK_URL: secret('an http or https address', 'nobody is told', z.url({ protocol: /^https?$/ })),
  OTEL_EXPORTER_OTLP_ENDPOINT: variable(
    'an http or https address like http://collector.example.com:4318',
    'no traces are sent',
    baseUrl,
  ),
} as const

export type VariableName = keyof typeof variables
