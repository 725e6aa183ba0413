/** What leaves for a collector: the shape of addresses, never what opens a thread or names a customer. */
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { SpanStatusCode, trace } from '@opentelemetry/api'
import { expect, test } from 'vitest'
import { startTracing } from './tracing.ts'

test('a span arrives with its shape and its duration, and without token, query, address and words', async () => {
  const arrived = Promise.withResolvers<string>()
  const collector = createServer(async (request, response) => {
    arrived.resolve(`${request.method} ${request.url} ${await text(request)}`)
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve))
  const address = collector.address()
  startTracing(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`)
  const token = 'T'.repeat(43)
  trace.getTracer('next.js').startActiveSpan(`POST /t/[token]/reply /t/${token}/reply?name=Mia`, (span) => {
    span.setAttributes({
      'http.target': `/t/${token}/reply?name=Mia`,
      'http.url': 'https://sam@brand.example/contacts/mia%40example.org',
      'http.status_code': 200,
      'next.route': '/t/[token]/reply',
      'what.a.later.version.adds': 'Mia Berg',
    })
    span.recordException(new Error('Mia Berg'))
    span.setStatus({ code: SpanStatusCode.ERROR, message: 'Mia Berg' })
    span.end()
  })
  const sent = await arrived.promise
  expect(sent).toMatch(/^POST \/v1\/traces /)
  expect(sent).toContain('"name":"POST /t/[token]/reply"')
  expect(sent).toContain('"stringValue":"deskbell"')
  expect(sent).toContain('next.route')
  expect(sent).toMatch(/"startTimeUnixNano":"\d+","endTimeUnixNano":"\d+"/)
  expect(sent).not.toMatch(/TTT|Mia|Berg|sam@|example/)
  collector.closeAllConnections()
  collector.close()
})
