/** The one reader of `process.env`: every setting, checked once, or one line for each that is wrong. */
import { accessSync, constants, mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { defaultStaffEmail, type HelpdeskSettings, type Reader, readers } from './helpdesk-settings.ts'
import { type MailSettings, readMail } from './mail-settings.ts'
import { generatedSecret } from './secret.ts'
import { type Variable, type VariableName, variables } from './variables.ts'

export interface Environment {
  readonly port: number
  /** Public origin, without a trailing slash. */
  readonly appUrl: string
  readonly dataDir: string
  /** A PostgreSQL address; null means SQLite in `dataDir`. */
  readonly databaseUrl: string | null
  /** The first signs, all verify. */
  readonly appSecrets: readonly [string, ...string[]]
  /** Who may frame the forms, whatever they say themselves; null leaves it to them. */
  readonly embedOrigins: readonly string[] | null
  /** `/demo` is served, and may frame every form. */
  readonly demo: boolean
  readonly files: FilesSettings
  /** A JSON file to read instead of `support.config.ts`; null means none. */
  readonly supportConfig: string | null
  readonly helpdesk: HelpdeskSettings
  /** Null means that no mail is sent. */
  readonly mail: MailSettings | null
  /** Secrets of the operator's own site, any of which may have signed; null when it signs nobody in. */
  readonly identitySecrets: readonly [string, ...string[]] | null
  /** How many entries of `X-Forwarded-For` are by proxies of the operator's own. */
  readonly trustedProxyHops: number
  /** Null where no captcha is configured. */
  readonly captchaSecret: string | null
  /** Null means the provider's own. */
  readonly captchaVerifyUrl: string | null
  readonly logLevel: LogLevel
  /** Who gives it may read `/metrics`; null means that there is none. */
  readonly metricsToken: string | null
  /** Is told of what a person must look at; null means nobody. */
  readonly alertWebhookUrl: string | null
  /** A collector of traces, without a trailing slash; null means that there is none. */
  readonly tracesUrl: string | null
}

export interface FilesSettings {
  /** The origin that serves uploads, without a trailing slash. */
  readonly origin: string
  /** How long a file lives after its message was sent. */
  readonly retentionDays: number
  readonly allowZip: boolean
  /** Null means the disk, in `dataDir`. */
  readonly s3: S3Settings | null
  readonly clamd: { readonly host: string; readonly port: number } | null
}

export interface S3Settings {
  readonly endpoint: string
  readonly region: string
  readonly bucket: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

export type LogLevel = NonNullable<ReturnType<typeof variables.LOG_LEVEL.schema.parse>>

/** The settings as they stand do not allow a start; `problems` has one line per variable. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

declare global {
  var deskbellEnvironment: Environment | undefined
}

/**
 * The settings of this process, read on first use and kept for its life.
 * @throws EnvironmentError with one line per wrong or missing variable.
 */
export function environment(): Environment {
  globalThis.deskbellEnvironment ??= readEnvironment(process.env)
  return globalThis.deskbellEnvironment
}

/**
 * Checks `source` and fills in the defaults of DESIGN.md section 3; generated secrets are written to DATA_DIR.
 * An empty value counts as not set.
 * @throws EnvironmentError with one line per wrong or missing variable.
 */
export function readEnvironment(source: Readonly<Record<string, string | undefined>>): Environment {
  const problems: string[] = []
  const read: Reader = (name, variable) => readVariable(source, name, variable, problems)

  const port = read('PORT', variables.PORT) ?? 3000
  const appUrl = read('APP_URL', variables.APP_URL) ?? `http://localhost:${port}`
  const databaseUrl = read('DATABASE_URL', variables.DATABASE_URL) ?? null
  const logLevel = read('LOG_LEVEL', variables.LOG_LEVEL) ?? 'info'
  const metricsToken = read('METRICS_TOKEN', variables.METRICS_TOKEN) ?? null
  const tracesUrl = read('OTEL_EXPORTER_OTLP_ENDPOINT', variables.OTEL_EXPORTER_OTLP_ENDPOINT) ?? null
  const alertWebhookUrl = read('ALERT_WEBHOOK_URL', variables.ALERT_WEBHOOK_URL) ?? null
  const dataDir = writableFolder(read('DATA_DIR', variables.DATA_DIR) ?? './data', problems)
  const given = read('APP_SECRET', variables.APP_SECRET)
  if (!given && databaseUrl && !source.APP_SECRET)
    problems.push(missing('APP_SECRET', 'several instances must share it'))
  const embedOrigins = read('EMBED_ORIGINS', variables.EMBED_ORIGINS) ?? null
  const demo = read('DEMO', variables.DEMO) ?? false
  const files = readFiles(read, appUrl, problems)
  const supportConfig = read('SUPPORT_CONFIG', variables.SUPPORT_CONFIG) ?? null
  const { mail, lacking } = readMail(read)
  if (lacking && !source[lacking]?.trim())
    problems.push(missing(lacking, lacking === 'MAIL_FROM' ? 'SMTP_URL' : 'MAIL_FROM'))
  const identitySecrets = read('IDENTITY_SECRET', variables.IDENTITY_SECRET) ?? null
  const trustedProxyHops = read('TRUSTED_PROXY_HOPS', variables.TRUSTED_PROXY_HOPS) ?? 0
  const captchaSecret = read('CAPTCHA_SECRET', variables.CAPTCHA_SECRET) ?? null
  const captchaVerifyUrl = read('CAPTCHA_VERIFY_URL', variables.CAPTCHA_VERIFY_URL) ?? null
  const helpdesk = readHelpdesk(read, dataDir, problems)
  if (problems.length > 0 || !helpdesk || !dataDir) throw new EnvironmentError(problems)

  const appSecrets = given ?? [generatedSecret(dataDir, 'secret')]
  const rest = {
    supportConfig,
    mail,
    identitySecrets,
    trustedProxyHops,
    embedOrigins,
    demo,
    captchaSecret,
    captchaVerifyUrl,
    logLevel,
    metricsToken,
    alertWebhookUrl,
    tracesUrl,
  }
  return { port, appUrl, dataDir, databaseUrl, appSecrets, files, helpdesk, ...rest }
}

function readVariable<Value>(
  source: Readonly<Record<string, string | undefined>>,
  name: VariableName,
  { schema, needs, secret }: Variable<Value>,
  problems: string[],
): Value | undefined {
  const text = source[name]?.trim()
  if (!text) return undefined
  const result = schema.safeParse(text)
  if (result.success) return result.data
  const got = secret ? `a value of ${Buffer.byteLength(text)} bytes` : JSON.stringify(text)
  problems.push(`${name} needs ${needs}; got ${got}`)
  return undefined
}

function readFiles(read: Reader, appUrl: string, problems: string[]): FilesSettings {
  return {
    origin: read('FILES_ORIGIN', variables.FILES_ORIGIN) ?? appUrl,
    retentionDays: read('FILES_RETENTION_DAYS', variables.FILES_RETENTION_DAYS) ?? 90,
    allowZip: read('FILES_ZIP', variables.FILES_ZIP) ?? false,
    s3: readS3(read, problems),
    clamd: read('CLAMD_HOST', variables.CLAMD_HOST) ?? null,
  }
}

function readS3(read: Reader, problems: string[]): S3Settings | null {
  const before = problems.length
  const endpoint = read('S3_ENDPOINT', variables.S3_ENDPOINT)
  const region = read('S3_REGION', variables.S3_REGION) ?? 'us-east-1'
  const bucket = read('S3_BUCKET', variables.S3_BUCKET)
  const accessKeyId = read('S3_ACCESS_KEY_ID', variables.S3_ACCESS_KEY_ID)
  const secretAccessKey = read('S3_SECRET_ACCESS_KEY', variables.S3_SECRET_ACCESS_KEY)
  if (problems.length > before || !(endpoint || bucket || accessKeyId || secretAccessKey)) return null
  if (!endpoint) problems.push(missing('S3_ENDPOINT', 'another S3 setting is there'))
  if (!bucket) problems.push(missing('S3_BUCKET', 'S3_ENDPOINT'))
  if (!accessKeyId) problems.push(missing('S3_ACCESS_KEY_ID', 'S3_ENDPOINT'))
  if (!secretAccessKey) problems.push(missing('S3_SECRET_ACCESS_KEY', 'S3_ENDPOINT'))
  return endpoint && bucket && accessKeyId && secretAccessKey
    ? { endpoint, region, bucket, accessKeyId, secretAccessKey }
    : null
}

function readHelpdesk(read: Reader, dataDir: string | null, problems: string[]): HelpdeskSettings | null {
  const kind = read('HELPDESK', variables.HELPDESK) ?? 'builtin'
  if (kind === 'builtin') {
    const staffEmail = read('BUILTIN_STAFF_EMAIL', variables.BUILTIN_STAFF_EMAIL) ?? defaultStaffEmail
    const given = read('BUILTIN_API_TOKEN', variables.BUILTIN_API_TOKEN)
    const requestsPerMinute =
      read('BUILTIN_REQUESTS_PER_MINUTE', variables.BUILTIN_REQUESTS_PER_MINUTE) ?? 60_000
    if (problems.length > 0 || !dataDir) return null
    const apiToken = given ?? generatedSecret(dataDir, 'api-token')
    return { kind, staffEmail, apiToken, requestsPerMinute }
  }
  const before = problems.length
  const settings = readers[kind](read)
  if (problems.length > before) return null
  for (const name of settings.lacking) problems.push(missing(name, `HELPDESK=${kind}`))
  return settings.complete
}

const missing = (name: VariableName, because: string) =>
  `${name} needs ${variables[name].needs} (${because}); got nothing`

function writableFolder(path: string, problems: string[]): string | null {
  const folder = resolve(path)
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
    return folder
  } catch {
    problems.push(`DATA_DIR needs ${variables.DATA_DIR.needs}; got ${JSON.stringify(path)}`)
    return null
  }
}
