/** The example requests of Re:amaze's documents, as plain curl: only the host and the credentials are other ones. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { openForm, takeTime } from './attacks/outsider.ts'
import type { App } from './support/app.ts'
import { uniqueSubject } from './support/customer.ts'
import { startDemo } from './support/demo.ts'
import { expect, test } from './support/test.ts'

test('create a conversation, add a message, list the messages', async () => {
  const demo = await startDemo()
  try {
    await speakReamaze(demo)
  } finally {
    await demo.stop()
  }
})

async function speakReamaze(app: App): Promise<void> {
  const subject = uniqueSubject('Broken zip on order 1042')
  const created = await curl(app, '/conversations', {
    conversation: {
      subject,
      category: 'support',
      tag_list: ['contact-form', 'returns'],
      status: 0,
      data: { order_number: '1042' },
      message: {
        body: 'The zip broke on day one.',
        recipients: ['partner@example.org'],
        suppress_notification: true,
        suppress_autoresolve: true,
      },
      user: mia,
    },
  })
  expect(created).toMatchObject({ subject, status: 0, tag_list: ['contact-form', 'returns'], author: mia })
  const slug = String(created.slug)
  expect(slug).toMatch(/^broken-zip-on-order-1042/)

  const added = await curl(app, `/conversations/${slug}/messages`, {
    message: {
      body: 'Here is the *photo*.',
      visibility: 0,
      origin_id: `example-${slug}`,
      user: mia,
      suppress_notifications: true,
    },
  })
  expect(added).toMatchObject({ origin_id: `example-${slug}`, user: mia, conversation: { slug, subject } })

  const note = await curl(app, `/conversations/${slug}/messages`, {
    message: { body: 'Checked with the shop.', visibility: 1 },
  })
  expect(note).toMatchObject({ visibility: 1, user: { email: 'staff@example.com' } })

  const bodies = ['Checked with the shop.', 'Here is the *photo*.', 'The zip broke on day one.']
  const ofOne = await curl(app, `/conversations/${slug}/messages`)
  expect(ofOne).toMatchObject({ page_size: 30, page_count: 1, total_count: 3 })
  expect(ofOne.messages).toMatchObject(bodies.map((body) => ({ body })))
  const fromCustomer = await curl(app, `/messages?filter=customer&category=support&tag=returns`)
  expect(fromCustomer.messages).toMatchObject(bodies.slice(1).map((body) => ({ body })))
}

test('wrong credentials, a wrong body and a wrong address are told apart, in JSON', async ({ app }) => {
  expect(await statusOf(app, '/messages', ['-u', 'staff@example.com:wrong'])).toBe('401')
  const signedIn = ['-u', credentials(app)]
  expect(await statusOf(app, '/conversations/no-such', signedIn)).toBe('404')
  const empty = ['-X', 'POST', '-H', 'Content-type: application/json', '-d', '{"conversation":{}}']
  expect(await statusOf(app, '/conversations', [...signedIn, ...empty])).toBe('422')
})

test('what the form does not ask, nobody can post: channel, tags, status, fields, colleagues and silence stay ours', async ({
  app,
}) => {
  const subject = uniqueSubject('Posted by hand')
  const asked = {
    ...(await takeTime(await openForm(app))),
    ...{ subject, message: 'Hello.', name: mia.name, email: mia.email, topic: 'order' },
    ...{ channel: 'billing', category: 'billing', tags: 'vip', tag_list: 'vip', status: '3' },
    ...{ 'data[vip]': 'yes', data: '{"vip":"yes"}', recipients: 'eve@example.org', visibility: '1' },
    ...{
      suppressNotifications: 'true',
      suppress_notifications: 'true',
      attachment: 'https://evil.example/x',
    },
  }
  const fields = Object.entries(asked).flatMap(([name, value]) => ['--data-urlencode', `${name}=${value}`])
  await run('curl', ['-sS', '-H', `Origin: ${app.url}`, ...fields, `${app.url}/submit/support`])
  const listed = listing.parse(await curl(app, '/conversations?filter=all&category=support'))
  const slug = listed.conversations.find((it) => it.subject === subject)?.slug
  const conversation = await curl(app, `/conversations/${slug}`)
  expect(conversation).toMatchObject({ status: 0, tag_list: ['contact-form', 'order'], followers: [] })
  expect(Object.keys(Object(conversation.data)).sort()).toEqual(['deskbell_id', 'reference'])
  const { messages } = await curl(app, `/conversations/${slug}/messages`)
  expect(messages).toMatchObject([{ body: 'Hello.', visibility: 0, recipients: [], attachments: [] }])
})

const listing = z.object({ conversations: z.array(z.object({ subject: z.string(), slug: z.string() })) })
const mia = { name: 'Mia Berg', email: 'mia@example.org' }
const run = promisify(execFile)

const credentials = (app: App) =>
  `staff@example.com:${readFileSync(join(app.dataDir, 'api-token'), 'utf8').trim()}`

async function curl(app: App, path: string, body?: object): Promise<Record<string, unknown>> {
  const post = ['-X', 'POST', '-H', 'Content-type: application/json', '-d', JSON.stringify(body)]
  const { stdout } = await run('curl', [
    ...['-sS', '--fail-with-body', `${app.url}/api/v1${path}`],
    ...['-u', credentials(app), '-H', 'Accept: application/json'],
    ...(body ? post : []),
  ])
  return JSON.parse(stdout)
}

async function statusOf(app: App, path: string, options: readonly string[]): Promise<string> {
  const { stdout } = await run('curl', [
    '-sS',
    '-o',
    '-',
    '-w',
    '\n%{http_code}',
    ...options,
    `${app.url}/api/v1${path}`,
  ])
  const [body = '', status = ''] = stdout.split(/\n(?=\d{3}$)/)
  expect(JSON.parse(body)).toHaveProperty('errors')
  return status
}
