/** Requests forged through the door of scripts: the server action itself, called as no page of ours would call it. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openForm, takeTime } from './attacks/outsider.ts'
import { type App, startApp } from './support/app.ts'
import { uniqueSubject } from './support/customer.ts'
import { writeLargeSupport } from './support/large-form.ts'
import { countRows } from './support/rows.ts'
import { staffOf } from './support/staff.ts'
import { test as base, expect } from './support/test.ts'

interface Forger {
  readonly app: App
  /** Of the form's server action, as a browser has learned it. */
  readonly action: string
}

const test = base.extend<object, { forger: Forger }>({
  forger: [
    async ({ browser }, use) => {
      const path = writeLargeSupport(mkdtempSync(join(tmpdir(), 'deskbell-forged-')))
      const app = await startApp({ SUPPORT_CONFIG: path })
      const page = await browser.newPage()
      await page.goto(`${app.url}/f/callback`)
      await page.getByLabel('Message').fill('Call me.')
      await page.getByLabel('Your name').fill('Mia Berg')
      await page.getByLabel('Email').fill('mia@example.org')
      const [request] = await Promise.all([
        page.waitForRequest((each) => each.headers()['next-action'] !== undefined),
        page.getByRole('button', { name: 'Send message' }).click(),
      ])
      await page.waitForURL(/\/t\//)
      await page.close()
      await use({ app, action: request.headers()['next-action'] ?? '' })
      await app.stop()
    },
    { scope: 'worker' },
  ],
})

type Pairs = readonly (readonly [string, string | Blob])[]

const sound = {
  form: 'support',
  topic: 'other',
  message: 'Hello.',
  name: 'Mia Berg',
  email: 'mia@example.org',
  'field-consent': 'yes',
}

/** Calls the action as React does: the fields of the form under a number, the arguments in one part of their own. */
async function call(
  { app, action }: Forger,
  pairs: Pairs,
  { args = '[{"state":"idle","values":{}},"$K1"]', origin = app.url } = {},
): Promise<{ status: number; said: string }> {
  const body = new FormData()
  for (const [name, value] of pairs) body.append(`_1_${name}`, value)
  body.append('0', args)
  const answer = await fetch(app.url, {
    method: 'POST',
    headers: { origin, 'next-action': action, accept: 'text/x-component' },
    body,
  })
  return { status: answer.status, said: await answer.text() }
}

test('cannot choose a channel, tags, status, data or recipients, nor answer what is not asked', async ({
  forger,
}) => {
  const subject = uniqueSubject('Forged')
  const foreign = ['channel', 'category', 'tags', 'tag_list', 'status', 'data[vip]', 'recipients', 'priority']
  const { stamp = '' } = await takeTime(await openForm(forger.app))
  const { said } = await call(forger, [
    ...Object.entries({ stamp, ...sound, subject }),
    ...foreign.map((name) => [name, 'billing'] as const),
    ['__proto__', 'x'],
    ['constructor', 'x'],
    ['field-__proto__', 'x'],
    ['field-invoice', 'RE-1'],
    ['field-electrician', 'Sam Reed'],
    ['field-plan', 'enterprise'],
    ['context-vip', 'yes'],
    ['email', 'eve@example.net'],
    ['topic', 'billing'],
  ])
  expect(said).toContain('"state":"accepted"')
  const staff = staffOf(forger.app)
  const [message] = await staff.messages(`Something else: ${subject}`)
  const conversation = await staff.conversation(message?.conversation.slug ?? '')
  expect(message?.user.email).toBe('mia@example.org')
  expect(message?.conversation.category.slug).toBe('support')
  expect(conversation.tag_list).toEqual(['contact-form'])
  expect(Object.keys(conversation.data).sort()).toEqual(['consent', 'deskbell_id', 'reference'])
  expect(forger.app.output()).toContain('fields that its form does not offer')
  expect(forger.app.output()).toContain('data[vip]')
  expect(forger.app.output()).toContain('"repeated":["topic","email"]')
})

test('with an answer that is not offered, a file for a text, or none where one is required, stores nothing', async ({
  forger,
}) => {
  const subject = uniqueSubject('Unknown')
  const changes: readonly Record<string, string | Blob>[] = [
    { topic: 'vip-line' },
    { 'field-urgency': 'now' },
    { 'field-consent': 'true' },
    { topic: 'order', 'field-order_number': 'HG-1042' },
    { 'field-colleagues': 'a@example.org, b@example.org, c@example.org, d@example.org' },
    { message: new Blob(['Hello.']) },
  ]
  for (const change of changes) {
    const { said } = await call(forger, Object.entries({ ...sound, subject, ...change }))
    expect(said).toContain('"state":"invalid"')
  }
  expect(countRows(forger.app, subject)).toBe(0)
})

test('with other arguments than a form, from another site, or for a form that is not there, stores nothing', async ({
  forger,
}) => {
  const subject = uniqueSubject('Arguments')
  const pairs = Object.entries({ ...sound, subject })
  for (const args of [
    '[]',
    '[{"state":"idle"}]',
    '[null,null]',
    `[{},{"form":"support","subject":"${subject}","get":"x"}]`,
    '[{"__proto__":{"isAdmin":true}},{"__proto__":{"form":"support"}}]',
    '["$K1","$F1"]',
    'not json',
  ]) {
    const { status } = await call(forger, pairs, { args })
    expect(status, args).toBeGreaterThanOrEqual(400)
  }
  expect((await call(forger, pairs, { origin: 'https://evil.example' })).status).toBeGreaterThanOrEqual(400)
  expect((await call(forger, [...pairs.slice(1), ['form', 'unknown']])).status).toBeGreaterThanOrEqual(400)
  expect((await call(forger, [...pairs.slice(1), ['form', '__proto__']])).status).toBeGreaterThanOrEqual(400)
  expect(countRows(forger.app, subject)).toBe(0)
  expect(Reflect.get({}, 'isAdmin')).toBeUndefined()
})

test('as a form without a script that names the action, stores nothing', async ({ forger }) => {
  const subject = uniqueSubject('Native')
  const body = new FormData()
  for (const [name, value] of Object.entries({ ...sound, subject })) body.append(name, value)
  body.append(`$ACTION_ID_${forger.action}`, '')
  const answer = await fetch(forger.app.url, { method: 'POST', headers: { origin: forger.app.url }, body })
  expect(answer.status).toBeGreaterThanOrEqual(400)
  expect(countRows(forger.app, subject)).toBe(0)
})

test('of seven thousand fields is read without them, of a million it is refused unread', async ({
  forger,
}) => {
  const subject = uniqueSubject('Many')
  const many = Array.from({ length: 7_000 }, (_, index) => [`f${index}`, 'x'] as const)
  const { said } = await call(forger, [...many, ...Object.entries({ ...sound, subject })])
  expect(said).toContain('"state":"accepted"')
  expect(forger.app.output()).toContain('"count":7000')
  const part = (index: number) => `--x\r\nContent-Disposition: form-data; name="_1_f${index}"\r\n\r\nx\r\n`
  const body = `${Array.from({ length: 1_000_000 }, (_, index) => part(index)).join('')}--x--\r\n`
  const answer = await fetch(forger.app.url, {
    method: 'POST',
    headers: {
      origin: forger.app.url,
      'next-action': forger.action,
      'content-type': 'multipart/form-data; boundary=x',
    },
    body,
  }).then(
    ({ status }) => status,
    () => 'cut off',
  )
  expect([413, 500, 'cut off']).toContain(answer)
  expect((await fetch(`${forger.app.url}/api/health`)).status).toBe(200)
})
