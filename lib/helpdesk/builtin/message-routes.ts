/** GET /messages, GET and POST /conversations/{slug}/messages. */
import { Hono } from 'hono'
import { createMessage } from '#lib/helpdesk/reamaze/wire.ts'
import { readBody } from './body.ts'
import { conversationIdAt } from './conversation.ts'
import type { Desk } from './desk.ts'
import { draftMessage } from './draft.ts'
import type { Caller } from './gate.ts'
import { listMessages, messageQuery, messagesAt } from './message-list.ts'
import { addMessage } from './messages.ts'
import { presentMessage } from './present.ts'
import { notFound, Problem } from './problem.ts'
import { readQuery } from './query.ts'
import { respond } from './respond.ts'

export function messageRoutes(desk: Desk): Hono<Caller> {
  const routes = new Hono<Caller>()

  routes.get('/messages', async (context) => {
    const query = readQuery(context.req.url, messageQuery)
    return respond(context, query instanceof Problem ? query : await listMessages(desk, query, null))
  })

  routes.get('/conversations/:slug/messages', async (context) => {
    const query = readQuery(context.req.url, messageQuery)
    if (query instanceof Problem) return respond(context, query)
    const conversationId = await conversationIdAt(desk, context.req.param('slug'))
    return respond(context, conversationId ? await listMessages(desk, query, conversationId) : notFound())
  })

  routes.post('/conversations/:slug/messages', async (context) => {
    const conversationId = await conversationIdAt(desk, context.req.param('slug'))
    if (!conversationId) return respond(context, notFound())
    const body = await readBody(context.req.raw, 'message', createMessage)
    if (body instanceof Problem) return respond(context, body)
    const draft = await draftMessage(desk, context.get('caller'), body)
    const { id, isNew } = await addMessage(desk, conversationId, draft)
    const [row] = await messagesAt(desk, [id])
    if (!row) throw new Error('a message that was just stored is gone')
    return respond(context, presentMessage(desk, row), isNew ? 201 : 200)
  })

  return routes
}
