import { expect, onTestFinished, test } from 'vitest'
import { type OmnideskFake, startOmnideskFake } from './omnidesk.ts'

async function start() {
  const fake = await startOmnideskFake()
  onTestFinished(() => fake.stop())
  return fake
}

async function post(fake: OmnideskFake, path: string, fields: Record<string, string>, apiKey = fake.apiKey) {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  const { status } = await fetch(fake.url + path, { method: 'POST', headers: { apiKey }, body })
  return status
}

const ticket = { brandID: '3', channelID: '7', direction: 'inbound', from: 'mia@example.org', title: 'Zip' }
const message = { ticketID: '12001', type: 'contactform', message: 'Hello' }
const chatbot = { brandID: '3', subject: 'Zip', from: 'mia@example.org', message: 'A' }

test('what is documented is taken, and remembered', async () => {
  const fake = await start()
  expect(await post(fake, '/ticket', ticket)).toBe(200)
  const options = { toAddress: 'a@example.org,b@example.org', ccInput: 'a@example.org', userID: '4' }
  expect(await post(fake, '/message', { ...message, ...options, sendAt: '2026-03-01 09:00:00' })).toBe(200)
  expect(await post(fake, '/message', { ...message, type: '7', plaintext: 'x', forwardedFileIDs: '1' })).toBe(
    200,
  )
  expect(await post(fake, '/message/chatbot', chatbot)).toBe(200)
  expect(fake.tickets().map(({ timeline }) => timeline.map(({ type }) => type))).toEqual([
    ['event', 'contactform', '7'],
    ['event', 'chatbot'],
  ])
})

test('8.1 what is not documented is refused, and has no effect', async () => {
  const fake = await start()
  await post(fake, '/ticket', ticket)
  const refuses = async (path: string, fields: Record<string, string>) =>
    expect([await post(fake, path, fields), path, fields]).toEqual([400, path, fields])
  await refuses('/message', { ...message, ticketID: '99' })
  await refuses('/message', { ...message, ticketID: 'one' })
  await refuses('/message', { ...message, type: 'email' })
  await refuses('/message', { ...message, type: '' })
  await refuses('/message', { ...message, message: 'Four' })
  await refuses('/message', { ...message, toAddress: 'a@example.org;b' })
  await refuses('/message', { ...message, ccInput: 'a@example.org,b@example.org' })
  await refuses('/message', { ...message, bccInput: 'b' })
  await refuses('/message', { ...message, respondMessageID: 'x' })
  await refuses('/message', { ...message, forwardedFileIDs: 'x' })
  await refuses('/message', { ...message, sendAt: 'text' })
  await refuses('/message', { ...message, userID: 'me' })
  await refuses('/message', { ...message, priority: '1' })
  await refuses('/ticket', { ...ticket, tags: 'a' })
  await refuses('/ticket', { ...ticket, direction: 'sideways' })
  expect(fake.tickets().map(({ timeline }) => timeline.length)).toEqual([1])
})

test('submitStatus takes any word: which ones there are is not documented', async () => {
  const fake = await start()
  await post(fake, '/ticket', ticket)
  expect(await post(fake, '/message', { ...message, submitStatus: 'open' })).toBe(200)
})

test('8.2 each of the four fields of the chatbot is demanded', async () => {
  const fake = await start()
  for (const name of Object.keys(chatbot)) {
    expect(await post(fake, '/message/chatbot', { ...chatbot, [name]: '' })).toBe(400)
    const { [name]: _, ...others }: Record<string, string> = chatbot
    expect(await post(fake, '/message/chatbot', others)).toBe(400)
  }
  expect(fake.tickets()).toEqual([])
})

test('a stranger is turned away, and a body that is no form', async () => {
  const fake = await start()
  expect(await post(fake, '/ticket', ticket, 'wrong')).toBe(401)
  const json = { method: 'POST', headers: { apiKey: fake.apiKey }, body: JSON.stringify(ticket) }
  expect((await fetch(`${fake.url}/ticket`, json)).status).toBe(400)
  expect(fake.tickets()).toEqual([])
})
