/** GET and POST /response_templates, GET, PUT and DELETE /response_templates/{id}. */
import { Hono } from 'hono'
import { readBody } from './body.ts'
import type { Desk } from './desk.ts'
import type { Caller } from './gate.ts'
import { Problem } from './problem.ts'
import { readQuery } from './query.ts'
import { respond } from './respond.ts'
import {
  addTemplate,
  changeTemplate,
  createTemplate,
  listTemplates,
  readTemplate,
  removeTemplate,
  templateQuery,
  updateTemplate,
} from './templates.ts'

export function templateRoutes(desk: Desk): Hono<Caller> {
  const routes = new Hono<Caller>()

  routes.get('/', async (context) => {
    const query = readQuery(context.req.url, templateQuery)
    return respond(context, query instanceof Problem ? query : await listTemplates(desk, query))
  })

  routes.post('/', async (context) => {
    const body = await readBody(context.req.raw, 'response_template', createTemplate)
    return respond(context, body instanceof Problem ? body : await addTemplate(desk, body), 201)
  })

  routes.get('/:id', async (context) => respond(context, await readTemplate(desk, context.req.param('id'))))

  routes.put('/:id', async (context) => {
    const body = await readBody(context.req.raw, 'response_template', updateTemplate)
    if (body instanceof Problem) return respond(context, body)
    return respond(context, await changeTemplate(desk, context.req.param('id'), body))
  })

  routes.delete('/:id', async (context) =>
    respond(context, await removeTemplate(desk, context.req.param('id'))),
  )

  return routes
}
