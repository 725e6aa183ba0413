/** POST and GET /conversations, GET and PUT /conversations/{slug}. */
import { Hono } from 'hono'
import { createConversation, updateConversation } from '#lib/helpdesk/reamaze/wire.ts'
import { readBody } from './body.ts'
import { changeConversation } from './change.ts'
import { readConversation } from './conversation.ts'
import { conversationQuery, listConversations } from './conversation-list.ts'
import type { Desk } from './desk.ts'
import type { Caller } from './gate.ts'
import { openConversation } from './opening.ts'
import { Problem } from './problem.ts'
import { readQuery } from './query.ts'
import { respond } from './respond.ts'

export function conversationRoutes(desk: Desk): Hono<Caller> {
  const routes = new Hono<Caller>()

  routes.post('/', async (context) => {
    const body = await readBody(context.req.raw, 'conversation', createConversation)
    if (body instanceof Problem) return respond(context, body)
    const opened = await openConversation(desk, body)
    if (opened instanceof Problem) return respond(context, opened)
    return respond(context, await readConversation(desk, opened.slug), opened.isNew ? 201 : 200)
  })

  routes.get('/', async (context) => {
    const query = readQuery(context.req.url, conversationQuery)
    return respond(context, query instanceof Problem ? query : await listConversations(desk, query))
  })

  routes.get('/:slug', async (context) =>
    respond(context, await readConversation(desk, context.req.param('slug'))),
  )

  routes.put('/:slug', async (context) => {
    const slug = context.req.param('slug')
    const body = await readBody(context.req.raw, 'conversation', updateConversation)
    if (body instanceof Problem) return respond(context, body)
    const problem = await changeConversation(desk, slug, body)
    return respond(context, problem ?? (await readConversation(desk, slug)))
  })

  return routes
}
