/** Values and problems as HTTP responses. */
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { Problem } from './problem.ts'

/** JSON of `value`, or the problem with what its status demands. */
export function respond(context: Context, value: object, status: ContentfulStatusCode = 200): Response {
  if (!(value instanceof Problem)) return context.json(value, status)
  if (value.status === 401) context.header('WWW-Authenticate', 'Basic realm="helpdesk", charset="UTF-8"')
  return context.json({ errors: value.errors }, value.status)
}
