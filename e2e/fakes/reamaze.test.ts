import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { type ReamazeFake, type ReamazeFakeOptions, startReamazeFake } from './reamaze.ts'

const conversation = {
  subject: 'Broken zip',
  category: 'support',
  message: { body: 'It broke.' },
  user: { name: 'Mia Berg', email: 'mia@example.org' },
}

async function start(options: ReamazeFakeOptions = {}) {
  const fake = await startReamazeFake(options)
  onTestFinished(() => fake.stop())
  return fake
}

async function call(fake: ReamazeFake, method: string, path: string, body?: unknown, headers = {}) {
  const response = await fetch(fake.url + path, {
    method,
    headers: {
      authorization: `Basic ${btoa(`${fake.email}:${fake.apiToken}`)}`,
      accept: 'application/json',
      'content-type': 'application/json',
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: response.status, text: await response.text() }
}

async function statusOf(...asked: Parameters<typeof call>): Promise<number> {
  return (await call(...asked)).status
}

test('what is documented is taken, and remembered', async () => {
  const fake = await start()
  expect(await statusOf(fake, 'POST', '/conversations', { conversation })).toBe(201)
  expect(await statusOf(fake, 'POST', '/conversations/broken-zip/messages', { message: { body: 'x' } })).toBe(
    201,
  )
  expect(await statusOf(fake, 'GET', '/conversations/broken-zip.json', undefined, { accept: '*/*' })).toBe(
    200,
  )
  expect(fake.conversations()[0]).toMatchObject({ subject: 'Broken zip', channel: 'support', status: 2 })
  expect(fake.staffReplies()).toMatchObject([{ body: 'x', author: { email: fake.email } }])
})

test('what is not documented is refused, and has no effect', async () => {
  const fake = await start()
  const refuses = async (...asked: [method: string, path: string, body?: unknown, headers?: object]) =>
    expect(await statusOf(fake, ...asked)).toBe(422)
  await refuses('POST', '/conversations', conversation)
  await refuses('POST', '/conversations', { conversation: { ...conversation, priority: 1 } })
  await refuses('POST', '/conversations', { conversation: { ...conversation, category: 'nowhere' } })
  await refuses('POST', '/conversations', { conversation: { ...conversation, tag_list: 'a,b' } })
  await refuses('POST', '/conversations', {
    conversation: { ...conversation, message: { body: 'a', origin_id: 'k' } },
  })
  await refuses('POST', '/conversations', { conversation: { ...conversation, user: { email: 'mia' } } })
  await refuses('POST', '/conversations', { conversation }, { 'content-type': 'text/plain' })
  await refuses('GET', '/conversations', undefined, { accept: 'text/html' })
  await refuses('GET', '/conversations?visibility=0')
  await refuses('GET', '/messages?page=0')
  expect(fake.conversations()).toEqual([])
})

test('a stranger is turned away before anything is looked at', async () => {
  const fake = await start({ variation: { badCredentials: 403 } })
  expect(
    await statusOf(fake, 'POST', '/conversations', { conversation }, { authorization: 'Basic eDp5' }),
  ).toBe(403)
  expect(fake.conversations()).toEqual([])
})

test('the same key twice is what the variation says: another message, the same one, or a refusal', async () => {
  const fake = await start()
  const reply = () =>
    statusOf(fake, 'POST', '/conversations/broken-zip/messages', { message: { body: 'x', origin_id: 'k' } })
  await call(fake, 'POST', '/conversations', { conversation })
  expect([await reply(), await reply()]).toEqual([201, 201])
  fake.vary({ repeated: 'same' })
  expect(await reply()).toBe(201)
  fake.vary({ repeated: 'refused' })
  expect(await reply()).toBe(422)
  expect(fake.conversations()[0]?.messages).toHaveLength(3)
})

test('faults take turns, for as often as was asked, and only for the method that was named', async () => {
  const fake = await start()
  await fake.misbehave('status-503', { times: 1, method: 'POST' })
  await fake.misbehave('status-429', { times: 2, retryAfter: '7' })
  expect(await statusOf(fake, 'GET', '/conversations')).toBe(429)
  expect(await statusOf(fake, 'POST', '/conversations', { conversation })).toBe(503)
  expect(await statusOf(fake, 'POST', '/conversations', { conversation })).toBe(429)
  expect(await statusOf(fake, 'POST', '/conversations', { conversation })).toBe(201)
})

test('a fault may strike before or after the request took effect', async () => {
  const fake = await start()
  await fake.misbehave('status-500', { times: 1 })
  await call(fake, 'POST', '/conversations', { conversation })
  expect(fake.conversations()).toHaveLength(0)
  await fake.misbehave('status-500', { times: 1, processed: true })
  await call(fake, 'POST', '/conversations', { conversation })
  expect(fake.conversations()).toHaveLength(1)
})

test('stopped and started again, it is at the same address and knows what it knew', async () => {
  const fake = await start()
  await call(fake, 'POST', '/conversations', { conversation })
  await fake.stop()
  await expect(call(fake, 'GET', '/conversations')).rejects.toThrow()
  await fake.start()
  expect(await statusOf(fake, 'GET', '/conversations/broken-zip')).toBe(200)
})

test('as a process of its own it is steered at a second port', async () => {
  const child = spawn(process.execPath, [
    '--experimental-strip-types',
    `${import.meta.dirname}/reamaze-server.ts`,
  ])
  onTestFinished(() => void child.kill())
  const [line] = await once(createInterface(child.stdout), 'line')
  const { url, control } = z.object({ url: z.string(), control: z.string() }).parse(JSON.parse(String(line)))
  const steer = (command: string, body: object) =>
    fetch(`${control}/${command}`, { method: 'POST', body: JSON.stringify(body) })
  await steer('misbehave', { kind: 'status-502', times: 1 })
  expect((await fetch(`${url}/conversations`)).status).toBe(502)
  expect((await fetch(`${url}/conversations`)).status).toBe(401)
  const seen: unknown = await (await fetch(`${control}/requests`)).json()
  expect(seen).toMatchObject([{ url: '/api/v1/conversations' }, { url: '/api/v1/conversations' }])
})
