import { mkdtempSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { EnvironmentError, readEnvironment } from './env.ts'

const folder = () => mkdtempSync(join(tmpdir(), 'deskbell-env-'))

const problemsOf = (source: Record<string, string>) => {
  try {
    readEnvironment({ DATA_DIR: folder(), ...source })
    return []
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems
    throw error
  }
}

test('nothing set: the built-in helpdesk on SQLite at localhost:3000', () => {
  const environment = readEnvironment({ DATA_DIR: folder() })
  expect(environment).toMatchObject({ port: 3000, appUrl: 'http://localhost:3000', databaseUrl: null })
  expect(environment.helpdesk).toMatchObject({ kind: 'builtin', staffEmail: 'staff@example.com' })
})

test('generated secrets stay the same over a restart and are readable by this user alone', () => {
  const dataDir = folder()
  const first = readEnvironment({ DATA_DIR: dataDir })
  const second = readEnvironment({ DATA_DIR: dataDir })
  expect(second).toEqual(first)
  expect(first.appSecrets[0]).toBe(readFileSync(join(dataDir, 'secret'), 'utf8'))
  expect(statSync(join(dataDir, 'secret')).mode & 0o777).toBe(0o600)
})

test.each([
  ['PORT', 'eighty'],
  ['PORT', '70000'],
  ['APP_URL', 'help.example.com'],
  ['APP_URL', 'https://help.example.com/form'],
  ['DATABASE_URL', 'mysql://db/deskbell'],
  ['FILES_ORIGIN', 'files.example.com'],
  ['FILES_RETENTION_DAYS', '7'],
  ['FILES_ZIP', 'yes'],
  ['CLAMD_HOST', 'clamd:99999'],
  ['HELPDESK', 'zendesk'],
  ['BUILTIN_STAFF_EMAIL', 'staff'],
  ['SMTP_URL', 'mail.example.com'],
  ['SMTP_URL', 'http://mail.example.com'],
  ['SMTP_URL', 'smtp://mail.example.com/?tls=off'],
  ['SMTP_URL', 'smtp://user@mail.example.com'],
  ['MAIL_FROM', 'support'],
  ['MAIL_FROM', 'Acme <support@example.com>, Other <other@example.com>'],
  ['MAIL_FROM', 'Acme\r\nBcc: <other@example.com>'],
  ['IDENTITY_SECRET', 'short'],
  ['TRUSTED_PROXY_HOPS', '-1'],
  ['LOG_LEVEL', 'loud'],
])('%s=%s stops the start with one line that names it', (name, value) => {
  const problems = problemsOf({ [name]: value, APP_SECRET: 's'.repeat(32) })
  expect(problems).toHaveLength(1)
  expect(problems[0]).toContain(`${name} needs `)
})

test('a secret that is too short is named, never printed', () => {
  const [problem, ...others] = problemsOf({ APP_SECRET: 'hunter2' })
  expect(others).toEqual([])
  expect(problem).toBe(
    'APP_SECRET needs 32 bytes or more; several separated by commas; got a value of 7 bytes',
  )
})

test('with Re:amaze every missing credential has its own line', () => {
  expect(problemsOf({ HELPDESK: 'reamaze' }).map((line) => line.split(' ')[0])).toEqual([
    'REAMAZE_BRAND',
    'REAMAZE_EMAIL',
    'REAMAZE_API_TOKEN',
  ])
})

test('three variables connect Re:amaze', () => {
  const { helpdesk } = readEnvironment({
    DATA_DIR: folder(),
    HELPDESK: 'reamaze',
    REAMAZE_BRAND: 'acme',
    REAMAZE_EMAIL: 'staff@example.com',
    REAMAZE_API_TOKEN: 'token',
  })
  expect(helpdesk).toMatchObject({ kind: 'reamaze', baseUrl: 'https://acme.reamaze.io/api/v1' })
})

test('files go to disk and live 90 days, served by the app itself, unless told otherwise', () => {
  const { files } = readEnvironment({ DATA_DIR: folder(), APP_URL: 'https://help.example.com' })
  expect(files).toEqual({
    origin: 'https://help.example.com',
    retentionDays: 90,
    allowZip: false,
    s3: null,
    clamd: null,
  })
})

test('an S3 store that is only half described names every line it lacks', () => {
  const lacking = (source: Record<string, string>) => problemsOf(source).map((line) => line.split(' ')[0])
  expect(lacking({ S3_ENDPOINT: 'https://s3.example.com' })).toEqual([
    'S3_BUCKET',
    'S3_ACCESS_KEY_ID',
    'S3_SECRET_ACCESS_KEY',
  ])
  expect(lacking({ S3_BUCKET: 'a', S3_ACCESS_KEY_ID: 'b', S3_SECRET_ACCESS_KEY: 'c' })).toEqual([
    'S3_ENDPOINT',
  ])
})

test('clamd is a host and a port', () => {
  const clamd = (value: string) => readEnvironment({ DATA_DIR: folder(), CLAMD_HOST: value }).files.clamd
  expect(clamd('clamd:3310')).toEqual({ host: 'clamd', port: 3310 })
  expect(clamd('[::1]:3310')).toEqual({ host: '::1', port: 3310 })
  expect(problemsOf({ CLAMD_HOST: 'clamd' })[0]).toMatch(/^CLAMD_HOST needs the host:port of clamd; got/)
})

test('PostgreSQL without a shared secret does not start', () => {
  expect(problemsOf({ DATABASE_URL: 'postgres://localhost/deskbell' })[0]).toMatch(/^APP_SECRET needs/)
})

test('a helpdesk that lacks its settings names them all, and no other', () => {
  const lackingFor = (kind: string) =>
    problemsOf({ HELPDESK: kind, APP_SECRET: 's'.repeat(32) }).map((problem) => problem.split(' ')[0])
  expect(lackingFor('omnidesk')).toEqual([
    'OMNIDESK_API_URL',
    'OMNIDESK_API_KEY',
    'OMNIDESK_BRAND_ID',
    'OMNIDESK_CHANNEL_ID',
  ])
  expect(lackingFor('ziik')).toEqual([
    'ZIIK_API_URL',
    'ZIIK_USERNAME',
    'ZIIK_PASSWORD',
    'ZIIK_CONVERSATION_ID',
  ])
})

test('Omnidesk and Ziik are connected with their own settings', () => {
  const read = (source: Record<string, string>) => readEnvironment({ DATA_DIR: folder(), ...source }).helpdesk
  const omnidesk = {
    HELPDESK: 'omnidesk',
    OMNIDESK_API_URL: 'https://acme.omnidesk.io/api/v2/',
    OMNIDESK_API_KEY: 'key',
    OMNIDESK_BRAND_ID: '3',
    OMNIDESK_CHANNEL_ID: '7',
  }
  const expected = {
    kind: 'omnidesk',
    baseUrl: 'https://acme.omnidesk.io/api/v2',
    apiKey: 'key',
    brandId: 3,
    channelId: 7,
  }
  expect(read(omnidesk)).toEqual({ ...expected, create: 'ticket' })
  expect(read({ ...omnidesk, OMNIDESK_CREATE: 'chatbot' })).toEqual({ ...expected, create: 'chatbot' })
  const ziik = {
    HELPDESK: 'ziik',
    ZIIK_API_URL: 'https://acme.ziik.io/api',
    ZIIK_USERNAME: 'form',
    ZIIK_PASSWORD: 'secret',
    ZIIK_CONVERSATION_ID: '57',
  }
  expect(read(ziik)).toEqual({
    kind: 'ziik',
    baseUrl: 'https://acme.ziik.io/api',
    username: 'form',
    password: 'secret',
    conversationId: 57,
  })
})

test('mail needs both a server and a sender, and says which is lacking', () => {
  expect(problemsOf({ SMTP_URL: 'smtp://mail.example.com' })[0]).toMatch(/^MAIL_FROM needs .*\(SMTP_URL\)/)
  expect(problemsOf({ MAIL_FROM: 'a@example.com' })[0]).toMatch(/^SMTP_URL needs .*\(MAIL_FROM\)/)
  const source = { DATA_DIR: folder(), MAIL_FROM: 'Acme Goods <support@example.com>' }
  const read = (url: string) => readEnvironment({ ...source, SMTP_URL: url }).mail
  expect(read('smtps://deskbell:p%40ss@mail.example.com')).toEqual({
    smtp: {
      host: 'mail.example.com',
      port: 465,
      secure: true,
      credentials: { user: 'deskbell', pass: 'p@ss' },
    },
    from: { name: 'Acme Goods', address: 'support@example.com' },
  })
  expect(read('smtp://mail.example.com')?.smtp).toMatchObject({ port: 587, secure: false, credentials: null })
  expect(read('smtp://[::1]:2525')?.smtp).toMatchObject({ host: '::1', port: 2525 })
})
