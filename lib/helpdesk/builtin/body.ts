/** What a call carries: bytes to UTF-8 to JSON to the wire's shape, refused at the first step that fails. */
import type { z } from 'zod'
import { Problem, refused } from './problem.ts'

const maxBytes = 1_048_576
/** A caller that is still sending when its connection ends never reads the answer: so much is read past the limit. */
const maxDiscardedBytes = 32 * maxBytes
const maxErrors = 100

/**
 * The body of `request`, under the name `wrapper` whether it came so or bare (helpdesk-apis.md 4.6). Values that
 * are null, "", [] or {} count as absent, but for those that an update clears a list or an assignee with.
 */
export async function readBody<Schema extends z.ZodType>(
  request: Request,
  wrapper: 'conversation' | 'message' | 'contact' | 'response_template',
  schema: Schema,
): Promise<z.output<Schema> | Problem> {
  const bytes = await readBounded(request)
  if (!bytes) return refused(413, `the body is over ${maxBytes} bytes`)
  const json = parseJson(bytes)
  if (!isRecord(json)) return refused(400, 'the body must be a JSON object in UTF-8')
  const isUpdate = request.method === 'PUT'
  const { [wrapper]: inner, ...beside } = isRecord(json[wrapper]) ? json : { [wrapper]: json }
  const blanksGone = { [wrapper]: withoutBlanks(inner, isUpdate) }
  const result = schema.safeParse(Object.assign({}, withoutBlanks(beside, isUpdate), blanksGone))
  return result.success ? result.data : new Problem(422, errorsByField(result.error, wrapper))
}

/** All bytes, or null when they are too many: `Content-Length` may be missing or wrong. */
async function readBounded(request: Request): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > maxDiscardedBytes) return null
    if (size > maxBytes) chunks.length = 0
    else chunks.push(chunk)
  }
  return size > maxBytes ? null : Buffer.concat(chunks)
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** No documented shape is deeper than `depth`; what lies below is refused by the schema, not walked. */
function withoutBlanks(value: unknown, isUpdate: boolean, depth = 6): unknown {
  if (depth === 0) return value
  const inner = (item: unknown) => withoutBlanks(item, isUpdate, depth - 1)
  if (Array.isArray(value)) return value.map(inner).filter((item) => !isBlank(item))
  if (!isRecord(value)) return value
  const entries = Object.entries(value).map(([key, item]) => [key, inner(item)] as const)
  return Object.fromEntries(
    entries.filter(
      ([key, item]) => !isBlank(item) || isDemanded(key, item) || (isUpdate && clears(key, item)),
    ),
  )
}

const isBlank = (value: unknown) =>
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (isRecord(value) && Object.keys(value).length === 0)

/** Kept although empty, so that the answer names what is missing in it. */
const isDemanded = (key: string, value: unknown) => key === 'message' && isRecord(value)

const clears = (key: string, value: unknown) =>
  (key === 'tag_list' && Array.isArray(value)) || (key === 'assignee' && value === null)

function errorsByField(error: z.ZodError, wrapper: string): Record<string, string[]> {
  const errors: Record<string, string[]> = {}
  for (const { path, message } of error.issues.slice(0, maxErrors)) {
    const names = path[0] === wrapper && path.length > 1 ? path.slice(1) : path
    const field = names.join('.') || 'base'
    errors[field] = [...(errors[field] ?? []), message]
  }
  return errors
}
