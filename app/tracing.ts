/** OpenTelemetry, where an operator has a collector: spans of every request, without what opens a thread or names a customer. */
import { context, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  BatchSpanProcessor,
  type ReadableSpan,
  type SpanExporter,
  TracerProvider,
} from '@opentelemetry/sdk-trace'

/** From now on what Next.js measures goes to the collector at `endpoint` (OTLP over HTTP); one that is away loses spans, nothing else. */
export function startTracing(endpoint: string): void {
  const exporter = withoutSecrets(new OTLPTraceExporter({ url: `${endpoint}/v1/traces` }))
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  trace.setGlobalTracerProvider(
    new TracerProvider({
      resource: resourceFromAttributes({ 'service.name': 'deskbell' }),
      spanProcessors: [new BatchSpanProcessor({ exporter })],
    }),
  )
}

const withoutSecrets = (inner: SpanExporter): SpanExporter => ({
  export: (spans, done) => inner.export(spans.map(bare), done),
  shutdown: () => inner.shutdown(),
})

/** Of a span no more than these leaves, and they hold the shapes of addresses: `/t/[token]`, never a thread's own. */
const kept = new Set([
  ...['http.method', 'http.route', 'http.status_code'],
  ...['next.page', 'next.route', 'next.rsc', 'next.segment', 'next.span_type'],
  ...['net.peer.name', 'net.peer.port'],
])

function bare(span: ReadableSpan): ReadableSpan {
  const attributes = Object.fromEntries(Object.entries(span.attributes).filter(([name]) => kept.has(name)))
  const shapes = Object.values(attributes)
  const words = span.name.split(' ').filter((word) => !word.includes('/') || shapes.includes(word))
  return Object.create(span, {
    name: { value: words.join(' ') },
    attributes: { value: attributes },
    events: { value: [] },
    status: { value: { code: span.status.code } },
  })
}
