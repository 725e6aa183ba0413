/** GET and POST /contacts, PUT /contacts/{identifier}. */
import { Hono } from 'hono'
import { readBody } from './body.ts'
import {
  addContact,
  changeContact,
  contactQuery,
  createContact,
  listContacts,
  updateContact,
} from './contacts.ts'
import type { Desk } from './desk.ts'
import type { Caller } from './gate.ts'
import { Problem } from './problem.ts'
import { readQuery } from './query.ts'
import { respond } from './respond.ts'

export function contactRoutes(desk: Desk): Hono<Caller> {
  const routes = new Hono<Caller>()

  routes.get('/', async (context) => {
    const query = readQuery(context.req.url, contactQuery)
    return respond(context, query instanceof Problem ? query : await listContacts(desk, query))
  })

  routes.post('/', async (context) => {
    const body = await readBody(context.req.raw, 'contact', createContact)
    if (body instanceof Problem) return respond(context, body)
    const added = await addContact(desk, body)
    return respond(context, added, 201)
  })

  routes.put('/:identifier', async (context) => {
    const body = await readBody(context.req.raw, 'contact', updateContact)
    if (body instanceof Problem) return respond(context, body)
    const type = context.req.query('identifier_type')
    return respond(context, await changeContact(desk, context.req.param('identifier'), type, body))
  })

  return routes
}
