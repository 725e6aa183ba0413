import { expect, onTestFinished, test } from 'vitest'
import { startZiikFake, type ZiikFake } from './ziik.ts'

async function start() {
  const fake = await startZiikFake()
  onTestFinished(() => fake.stop())
  const { username, password } = fake
  const [pass] = (await post(fake, '/authenticate', { username, password })).json
  return { fake, authorization: `Bearer ${pass.jwt}` }
}

async function post(fake: ZiikFake, path: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(fake.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  return { status: response.status, json: await response.json() }
}

test('what is documented is taken, and answered as documented', async () => {
  const { fake, authorization } = await start()
  const root = await post(fake, '/conversations/57/messages', { message: 'Hello' }, { authorization })
  expect(root.json).toMatchObject({
    id: 901,
    type: 'text',
    conversationId: 57,
    parent: null,
    is_reply: false,
  })
  expect(root.json).toMatchObject({
    deleted: false,
    message: 'Hello',
    files: [],
    voice: null,
    author: { id: 4 },
  })
  const reply = { message: 'Hi', parent_id: 901 }
  expect((await post(fake, '/conversations/57/messages', reply, { authorization })).json).toMatchObject({
    parent: 901,
    is_reply: true,
  })
})

test('7.1 what is not documented is refused, and has no effect', async () => {
  const { fake, authorization } = await start()
  const statusOf = async (body: unknown, path = '/conversations/57/messages', headers = {}) =>
    (await post(fake, path, body, { authorization, ...headers })).status
  expect(await statusOf({})).toBe(422)
  expect(await statusOf({ message: '' })).toBe(422)
  expect(await statusOf({ message: 5 })).toBe(422)
  expect(await statusOf({ message: 'a', parent_id: '901' })).toBe(422)
  expect(await statusOf({ message: 'a', parent_id: 1.5 })).toBe(422)
  expect(await statusOf({ message: 'a', parent_id: 999 })).toBe(404)
  expect(await statusOf({ message: 'a', files: [] })).toBe(422)
  expect(await statusOf({ message: 'a' }, '/conversations/58/messages')).toBe(404)
  expect(await statusOf({ message: 'a' }, undefined, { 'content-type': 'text/plain' })).toBe(422)
  expect(await statusOf({ message: 'a' }, undefined, { authorization: 'Bearer x' })).toBe(401)
  expect(fake.messages()).toEqual([])
})
