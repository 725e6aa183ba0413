/** The fake's routes: strict about what comes in, faithful about what goes out. */
import {
  type Answer,
  answerJson,
  answerRefusal,
  channelOf,
  showConversation,
  showMessage,
  type World,
} from './reamaze-answers.ts'
import type { DeskConversation, NewDeskMessage } from './reamaze-desk.ts'
import { listChannels, listConversations, listMessages } from './reamaze-lists.ts'
import { checkCreate, checkMessage, checkUpdate, type Suppressions } from './reamaze-rules.ts'

export interface Asked {
  readonly method: string
  /** Below `/api/v1`, still encoded. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

/** Answers one request as the documents say. */
export function answer(world: World, asked: Asked): Answer {
  const expected = `Basic ${Buffer.from(`${world.email}:${world.apiToken}`).toString('base64')}`
  if (asked.headers.authorization !== expected)
    return answerJson(world.variation().badCredentials, { error: 'Not authorized' })
  const wrongHeader = checkHeaders(asked)
  return wrongHeader ? refuse(world, 'base', wrongHeader) : route(world, asked)
}

function route(world: World, asked: Asked): Answer {
  const { method, path, query } = asked
  const [, first, slug, third, ...rest] = path
    .replace(/\.json$/, '')
    .split('/')
    .map(decodeURIComponent)
  const name = [method, first, slug && '{slug}', third, ...rest].filter(Boolean).join('/')
  const conversation = slug === undefined ? undefined : world.desk.find(slug)
  if (name === 'POST/conversations') return create(world, asked)
  if (name === 'GET/conversations') return listConversations(world, query)
  if (name === 'GET/channels') return listChannels(world)
  if (name === 'GET/messages') return listMessages(world, query, world.desk.conversations)
  if (!conversation) return notFound()
  if (name === 'GET/conversations/{slug}') return show(world, conversation)
  if (name === 'PUT/conversations/{slug}') return update(world, asked, conversation)
  if (name === 'POST/conversations/{slug}/messages') return add(world, asked, conversation)
  if (name === 'GET/conversations/{slug}/messages') return listMessages(world, query, [conversation])
  return notFound()
}

function checkHeaders({ method, path, headers }: Asked): string | null {
  if (!path.endsWith('.json') && !String(headers.accept).includes('application/json'))
    return 'Accept must be application/json'
  if (method === 'GET') return null
  return String(headers['content-type']).startsWith('application/json')
    ? null
    : 'Content-Type must be application/json'
}

function create(world: World, { body }: Asked): Answer {
  const { content, refusal } = checkCreate(parse(body), world.variation().takesAttachments)
  if (refusal) return answerRefusal(refusal, world.variation())
  const { subject, category, tag_list = [], status = 0, data = {}, message, user } = content.conversation
  if (!world.channels.some((channel) => channel.slug === category))
    return refuse(world, 'category', 'does not exist')
  const first: NewDeskMessage = {
    body: message.body,
    visibility: 0,
    originId: null,
    author: { name: user.name, email: user.email },
    attachment: message.attachment ?? null,
    suppressed: isSuppressed(message),
    staysOpen: true,
  }
  const opened = world.desk.open({
    subject,
    channel: category,
    status,
    tags: tag_list,
    data,
    author: user,
    followers: (message.recipients ?? []).map((email) => ({ name: '', email })),
    first,
  })
  return answerCreated(world, 'conversation', shown(world, opened))
}

function add(world: World, { body }: Asked, conversation: DeskConversation): Answer {
  const { content, refusal } = checkMessage(parse(body), world.variation().takesAttachments)
  if (refusal) return answerRefusal(refusal, world.variation())
  const { message: given } = content
  const before = conversation.messages.find((it) => it.originId !== null && it.originId === given.origin_id)
  const { repeated } = world.variation()
  if (before && repeated === 'refused') return refuse(world, 'origin_id', 'has already been taken')
  const message =
    before && repeated === 'same'
      ? before
      : world.desk.add(conversation, {
          body: given.body,
          visibility: given.visibility ?? 0,
          originId: given.origin_id ?? null,
          author: given.user ?? null,
          attachment: given.attachment ?? null,
          suppressed: isSuppressed(given),
          staysOpen: given.suppress_autoresolve ?? false,
        })
  return answerCreated(
    world,
    'message',
    showMessage(message, conversation, channelOf(world, conversation), world.variation()),
  )
}

const isSuppressed = (message: Suppressions) =>
  message.suppress_notification === true || message.suppress_notifications === true

function update(world: World, { body }: Asked, conversation: DeskConversation): Answer {
  const { content, refusal } = checkUpdate(parse(body))
  if (refusal) return answerRefusal(refusal, world.variation())
  const { status, tag_list, data } = content.conversation
  conversation.status = status ?? conversation.status
  conversation.tags = tag_list ?? conversation.tags
  const kept = data && world.variation().replacesData ? {} : conversation.data
  conversation.data = { ...kept, ...data }
  return show(world, conversation)
}

function show(world: World, conversation: DeskConversation): Answer {
  const body = shown(world, conversation)
  return answerJson(200, world.variation().wrapped ? { conversation: body } : body)
}

const answerCreated = (world: World, name: string, body: unknown) =>
  answerJson(world.variation().created, world.variation().wrapped ? { [name]: body } : body)

const refuse = (world: World, field: string, problem: string) =>
  answerRefusal({ [field]: [problem] }, world.variation())

const notFound = () => answerJson(404, { error: 'Not found' })

const shown = (world: World, it: DeskConversation) =>
  showConversation(it, channelOf(world, it), world.variation())

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
