/**
 * The fake Re:amaze as a process of its own: `node e2e/fakes/reamaze-server.ts [port] [control port]`.
 * Prints one line of JSON, `{"url","control","email","apiToken"}`. It is steered at a second port, because the
 * first may refuse by order: GET `/_fake/conversations`, `/_fake/staff-replies`, `/_fake/requests`, `/_fake/strays`;
 * POST `/_fake/misbehave`, `/_fake/behave`, `/_fake/vary`, `/_fake/answer`, `/_fake/stop`, `/_fake/start`.
 */
import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import { listen } from './listener.ts'
import { faultKinds } from './misbehaviour.ts'
import { startReamazeFake } from './reamaze.ts'

const [port = 0, controlPort = 0] = process.argv.slice(2).map(Number)
const fake = await startReamazeFake({ port })
const control = await listen(async (request, response) => {
  const command = commands.get(`${request.method} ${request.url}`)
  const result = command ? await command(await bodyOf(request)) : { error: 'no such command' }
  response.writeHead(command ? 200 : 404, { 'content-type': 'application/json' })
  response.end(JSON.stringify(result ?? { done: true }))
}, controlPort)

const { url, email, apiToken } = fake
console.log(JSON.stringify({ url, control: `http://127.0.0.1:${control.port()}/_fake`, email, apiToken }))

const misbehaviour = z.strictObject({
  kind: z.enum(faultKinds),
  times: z.int().exactOptional(),
  method: z.enum(['GET', 'POST', 'PUT']).exactOptional(),
  processed: z.boolean().exactOptional(),
  retryAfter: z.string().exactOptional(),
})

const variation = z.strictObject({
  wrapped: z.boolean().exactOptional(),
  created: z.literal([200, 201]).exactOptional(),
  badCredentials: z.literal([401, 403]).exactOptional(),
  originId: z.enum(['text', 'number', 'missing']).exactOptional(),
  refusal: z.enum(['fields', 'list', 'text', 'error', 'string', 'html', 'empty']).exactOptional(),
  repeated: z.enum(['another', 'same', 'refused']).exactOptional(),
  marksStaff: z.boolean().exactOptional(),
  takesAttachments: z.boolean().exactOptional(),
  searchesData: z.boolean().exactOptional(),
  searchesMissed: z.int().exactOptional(),
  replacesData: z.boolean().exactOptional(),
})

const staffAnswer = z.strictObject({
  slug: z.string(),
  body: z.string(),
  note: z.boolean().exactOptional(),
})

const commands = new Map<string, (body: unknown) => unknown>([
  ['GET /_fake/conversations', () => fake.conversations()],
  ['GET /_fake/staff-replies', () => fake.staffReplies()],
  ['GET /_fake/requests', () => fake.requests()],
  ['GET /_fake/strays', () => fake.strays()],
  ['POST /_fake/behave', () => fake.behave()],
  ['POST /_fake/stop', () => fake.stop()],
  ['POST /_fake/start', () => fake.start()],
  ['POST /_fake/vary', (body) => fake.vary(variation.parse(body))],
  [
    'POST /_fake/misbehave',
    (body) => {
      const { kind, ...options } = misbehaviour.parse(body)
      return fake.misbehave(kind, options)
    },
  ],
  [
    'POST /_fake/answer',
    (body) => {
      const { slug, body: text, ...options } = staffAnswer.parse(body)
      fake.answer(slug, text, options)
    },
  ],
])

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  const text = Buffer.concat(chunks).toString('utf8')
  return text ? JSON.parse(text) : undefined
}
