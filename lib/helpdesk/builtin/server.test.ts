import { expect, test } from 'vitest'
import { z } from 'zod'
import { asked, basic, channels, mia, openDesk, publicUrl, readAnswer, sam } from './builtin.testing.ts'

const authorized = { Authorization: basic(sam.email, sam.apiToken), 'Content-Type': 'application/json' }

test.each([
  ['no credentials', undefined],
  ['a wrong token', basic(sam.email, 'wrong')],
  ['an empty token', basic(sam.email, '')],
  ['a wrong address', basic('eve@example.org', sam.apiToken)],
  ['the token of another', basic(sam.email, 'kims-token')],
  ['no colon', `Basic ${Buffer.from(sam.email).toString('base64')}`],
  ['no base64', 'Basic ???'],
  ['another scheme', `Bearer ${sam.apiToken}`],
])('with %s the answer is 401 and names Basic', async (_name, header) => {
  const desk = await openDesk()
  for (const path of ['/messages', '/conversations', '/conversations/x/messages', '/nothing']) {
    const headers = header === undefined ? {} : { Authorization: header }
    const response = await desk.handle(new Request(`${publicUrl}/api/v1${path}`, { headers }))
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toMatch(/^Basic /)
    expect(response.headers.get('cache-control')).toBe('private, no-store')
  }
})

test('the address is the same in any case, the token is not', async () => {
  const desk = await openDesk()
  expect((await desk.get('/messages', { ...sam, email: 'SAM@Example.org' })).status).toBe(200)
  expect((await desk.get('/messages', { ...sam, apiToken: sam.apiToken.toUpperCase() })).status).toBe(401)
})

test('a token with a colon and letters of any script works', async () => {
  const ann = { name: 'Ann', email: 'ann@example.org', apiToken: 'a:b:ß' }
  const desk = await openDesk({ staff: [ann] })
  expect((await desk.get('/messages', ann)).status).toBe(200)
})

test("a page of another site cannot use a staff member's browser", async () => {
  const desk = await openDesk()
  const post = (origin: string) =>
    desk.handle(
      new Request(`${publicUrl}/api/v1/conversations`, {
        method: 'POST',
        headers: { ...authorized, Origin: origin },
        body: JSON.stringify(asked()),
      }),
    )
  for (const origin of ['https://evil.example', 'null', 'https://help.example.org.evil.example'])
    expect((await post(origin)).status).toBe(403)
  expect((await desk.get('/messages')).body).toMatchObject({ total_count: 0 })
  expect((await post(publicUrl)).status).toBe(201)
})

test('beyond its quota a token is told how long to wait, and others are not', async () => {
  const desk = await openDesk({ requestsPerMinute: 3 })
  const statuses = []
  for (let call = 0; call < 4; call += 1) statuses.push((await desk.get('/messages')).status)
  expect(statuses).toEqual([200, 200, 200, 429])
  const refused = await desk.get('/messages')
  expect(refused.headers.get('retry-after')).toBe('56')
  const kim = { name: 'Kim Lund', email: 'kim@example.org', apiToken: 'kims-token' }
  expect((await desk.get('/messages', kim)).status).toBe(200)
  desk.clock.nowMs += 55_000
  expect((await desk.get('/messages')).status).toBe(200)
})

test.each([
  ['/messages'],
  ['/conversations'],
  ['/conversations/zip'],
  ['/conversations/zip/messages'],
  ['/channels'],
  ['/staff'],
  ['/contacts'],
])('GET %s is the same with .json and with a slash', async (path) => {
  const desk = await openDesk()
  await desk.open({ subject: 'zip' })
  const plain = await desk.get(path)
  expect(plain.status).toBe(200)
  expect((await desk.get(`${path}.json`)).body).toEqual(plain.body)
  expect((await desk.get(`${path}/`)).body).toEqual(plain.body)
})

test('channels and staff are those of the configuration, without a token', async () => {
  const desk = await openDesk()
  expect((await desk.get('/channels')).body).toMatchObject({
    total_count: 2,
    channels: channels.map((channel) => ({ ...channel, channel: 1 })),
  })
  const staff = await desk.get('/staff')
  expect(staff.body).toMatchObject({ staff: [{ name: 'Sam Reed', email: 'sam@example.org' }, {}] })
  expect(JSON.stringify(staff.body)).not.toContain('token')
})

test('a conversation in a channel that is gone from the configuration can still be read', async () => {
  const desk = await openDesk()
  const slug = await desk.open({ category: 'billing' })
  const later = await openDesk({ database: desk.database, channels: channels.slice(0, 1) })
  expect((await later.get(`/conversations/${slug}`)).body).toMatchObject({ category: { slug: 'billing' } })
})

test.each([
  ['/conversations/no-such'],
  ['/conversations/1'],
  ['/conversations/%00'],
  ['/conversations/%E0%A4%A'],
  ['/conversations/..%2F..%2Fetc'],
  [`/conversations/${'a'.repeat(5000)}`],
  ['/conversations/no-such/messages'],
  ['/conversations/zip%20/messages'],
  ['/nothing'],
  ['/'],
])('GET %s is a 404', async (path) => {
  const desk = await openDesk()
  await desk.open({ subject: 'zip' })
  expect(await desk.get(path)).toMatchObject({ status: 404, body: { errors: { base: ['not found'] } } })
})

test('PUT of an unknown conversation or with a wrong value changes nothing', async () => {
  const desk = await openDesk()
  const slug = await desk.open({ data: { deskbell_id: 'cf_1' }, tag_list: ['a'] })
  const before = (await desk.get(`/conversations/${slug}`)).body
  expect((await desk.put('/conversations/no-such', { status: 1 })).status).toBe(404)
  for (const wrong of [
    { status: 10 },
    { status: 5 },
    { category: 'sales' },
    { assignee: mia.email },
    { data: { deskbell_id: 'cf_2' }, tag_list: ['b'], status: 1 },
  ])
    expect((await desk.put(`/conversations/${slug}`, wrong)).status).toBe(422)
  expect((await desk.get(`/conversations/${slug}`)).body).toEqual(before)
})

test('the description for tools needs no credentials and covers every route', async () => {
  const desk = await openDesk()
  const answer = await readAnswer(await desk.handle(new Request(`${publicUrl}/api/v1/openapi.json`)))
  expect(answer.status).toBe(200)
  expect(answer.body).toMatchObject({
    openapi: '3.1.0',
    servers: [{ url: `${publicUrl}/api/v1` }],
    paths: {
      '/conversations': { get: {}, post: {} },
      '/conversations/{slug}': { get: {}, put: {} },
      '/conversations/{slug}/messages': { get: {}, post: {} },
      '/messages': { get: {} },
      '/channels': { get: {} },
      '/staff': { get: {} },
      '/contacts': { get: {}, post: {} },
      '/contacts/{identifier}': { put: {} },
    },
  })
  for (const name of ['origin_id', 'suppress_notifications', 'tag_list', 'sent_by', 'original_body'])
    expect(JSON.stringify(answer.body)).toContain(name)
})

test('what the description names is served, each method of it, and no other', async () => {
  const desk = await openDesk()
  const slug = await desk.open({ subject: 'zip' })
  const { body } = await readAnswer(await desk.handle(new Request(`${publicUrl}/api/v1/openapi.json`)))
  const { paths } = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) }).parse(body)
  for (const [path, operations] of Object.entries(paths)) {
    // One of its own for each path: methods are tried to the last, and one of them removes it.
    const template = await desk.post('/response_templates', { name: 'Zip', body: 'A new one.' })
    const { id } = z.object({ id: z.string() }).parse(template.body)
    const place = path
      .replace('{slug}', slug)
      .replace('{id}', id)
      .replace('{identifier}', encodeURIComponent(mia.email))
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
      const content = method === 'GET' ? {} : { body: '{}' }
      const url = `${publicUrl}/api/v1${place}`
      const answer = await desk.handle(new Request(url, { method, headers: authorized, ...content }))
      const isServed = answer.status !== 404
      expect(isServed, `${method} ${path}`).toBe(method.toLowerCase() in operations)
      if (isServed)
        expect(operations, `${method} ${path}`).toHaveProperty([
          method.toLowerCase(),
          'responses',
          String(answer.status),
        ])
    }
  }
})
