/** The description of this API for tools, made from the schemas that check the calls. */
import { z } from 'zod'
import {
  createConversation,
  createMessage,
  updateConversation,
  wireConversation,
  wireMessage,
} from '#lib/helpdesk/reamaze/wire.ts'
import { contactQuery, createContact, updateContact } from './contacts.ts'
import { conversationQuery } from './conversation-list.ts'
import { messageQuery } from './message-list.ts'
import { createTemplate, templateQuery, updateTemplate } from './templates.ts'

/** OpenAPI 3.1 of all routes; `publicUrl` is the origin they are served at. */
export function describeApi(publicUrl: string) {
  return {
    openapi: '3.1.0',
    info: { title: 'Deskbell built-in helpdesk', version: '1' },
    servers: [{ url: `${publicUrl}/api/v1` }],
    security: [{ basic: [] }],
    components: {
      schemas: { conversation: described(wireConversation), message: described(wireMessage) },
      securitySchemes: {
        basic: { type: 'http', scheme: 'basic', description: "A staff member's e-mail and API token" },
      },
    },
    paths: {
      '/conversations': {
        get: operation('List conversations', {
          query: conversationQuery,
          answer: pageOf('conversations', conversation),
        }),
        post: operation('Open a conversation with its first message', {
          body: createConversation,
          answer: conversation,
          creates: true,
        }),
      },
      '/conversations/{slug}': {
        parameters: [pathParameter('slug')],
        get: operation('Read a conversation', { answer: conversation }),
        put: operation('Change a conversation', { body: updateConversation, answer: conversation }),
      },
      '/conversations/{slug}/messages': {
        parameters: [pathParameter('slug')],
        get: operation("List a conversation's messages, newest first", {
          query: messageQuery,
          answer: pageOf('messages', message),
        }),
        post: operation('Add a message', { body: createMessage, answer: message, creates: true }),
      },
      '/messages': {
        get: operation('List all messages, newest first', {
          query: messageQuery,
          answer: pageOf('messages', message),
        }),
      },
      '/channels': { get: operation('List the channels', {}) },
      '/staff': { get: operation('List the staff', {}) },
      '/response_templates': {
        get: operation('List the saved replies', { query: templateQuery }),
        post: operation('Save a reply', { body: createTemplate, creates: true }),
      },
      '/response_templates/{id}': {
        parameters: [pathParameter('id')],
        get: operation('Read a saved reply', {}),
        put: operation('Change a saved reply', { body: updateTemplate }),
        delete: operation('Remove a saved reply', {}),
      },
      '/contacts': {
        get: operation('List contacts', { query: contactQuery }),
        post: operation('Add a contact', { body: createContact, creates: true }),
      },
      '/contacts/{identifier}': {
        parameters: [pathParameter('identifier')],
        put: operation('Change a contact', { body: updateContact }),
      },
    },
  }
}

const conversation = { $ref: '#/components/schemas/conversation' }
const message = { $ref: '#/components/schemas/message' }

const pageOf = (name: string, items: object) => ({
  type: 'object',
  properties: {
    page_size: { type: 'integer' },
    page_count: { type: 'integer' },
    total_count: { type: 'integer' },
    [name]: { type: 'array', items },
  },
})

const pathParameter = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string' } })

const failures = {
  '400': { description: 'Not a JSON object in UTF-8' },
  '401': { description: 'Not a staff member' },
  '403': { description: "A page of another site, through a staff member's browser" },
  '404': { description: 'There is no such thing' },
  '413': { description: 'The body is over 1 MiB' },
  '422': { description: 'Something is missing or wrong: {"errors":{"field":["what"]}}' },
  '429': { description: 'Too many calls; see Retry-After' },
}

interface Parts {
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  readonly answer?: object
  /** Answers 201 for what is new; what was there already under the same key is answered with 200. */
  readonly creates?: boolean
}

function operation(summary: string, { query, body, answer = { type: 'object' }, creates = false }: Parts) {
  const parameters = Object.entries(query?.shape ?? {}).map(([name, schema]) => ({
    name: name === 'data' ? 'data[key]' : name,
    in: 'query',
    schema: name === 'data' ? { type: 'string' } : described(schema),
  }))
  return {
    summary,
    ...(query ? { parameters } : {}),
    ...(body ? { requestBody: { required: true, content: jsonOf(described(body)) } } : {}),
    responses: {
      '200': { description: 'Done', content: jsonOf(answer) },
      ...(creates ? { '201': { description: 'Created', content: jsonOf(answer) } } : {}),
      ...failures,
    },
  }
}

const jsonOf = (schema: object) => ({ 'application/json': { schema } })

/** A schema within OpenAPI 3.1 is of the dialect that a whole one would have to name. */
function described(schema: z.core.$ZodType): object {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input' })
  return rest
}
