/** The fake's lists: filters that combine, thirty to a page, newest first. */
import {
  type Answer,
  answerJson,
  answerRefusal,
  channelOf,
  showChannel,
  showListed,
  showMessage,
  type World,
} from './reamaze-answers.ts'
import type { DeskConversation, DeskMessage, Person } from './reamaze-desk.ts'
import { checkConversationsQuery, checkMessagesQuery } from './reamaze-rules.ts'

/** GET /conversations. */
export function listConversations(world: World, query: URLSearchParams): Answer {
  const { content, refusal } = checkConversationsQuery(query)
  if (refusal) return answerRefusal(refusal, world.variation())
  const found = world.desk.conversations.filter(
    (it) =>
      isAmong(it, content.filter) &&
      matches(it.channel, content.category) &&
      (content.for === undefined || isPerson(it.author, content.for)) &&
      hasTag(it, content.tag) &&
      isWithin(it.messages.findLast((message) => !message.fromStaff)?.createdMs ?? 0, content) &&
      isFoundByData(world, it, query),
  )
  const newestFirst = found.sort((a, b) => b.updatedMs - a.updatedMs || b.number - a.number)
  const show = (it: DeskConversation) => showListed(it, channelOf(world, it), world.variation())
  return answerPage('conversations', newestFirst.map(show), Number(content.page))
}

/** GET /messages, and those of one conversation. */
export function listMessages(
  world: World,
  query: URLSearchParams,
  conversations: readonly DeskConversation[],
): Answer {
  const { content, refusal } = checkMessagesQuery(query)
  if (refusal) return answerRefusal(refusal, world.variation())
  const isWanted = (it: DeskMessage) =>
    (content.filter === undefined || it.fromStaff === (content.filter === 'staff')) &&
    (content.sent_by === undefined || isPerson(it.author, content.sent_by)) &&
    matches('7', content.origin) &&
    isWithin(it.createdMs, content)
  const found = conversations
    .filter((it) => matches(it.channel, content.category) && hasTag(it, content.tag))
    .flatMap((conversation) => conversation.messages.map((message) => ({ conversation, message })))
    .filter(({ message }) => isWanted(message))
    .sort((a, b) => b.message.createdMs - a.message.createdMs || b.message.number - a.message.number)
  const shown = found.map(({ conversation, message }) =>
    showMessage(message, conversation, channelOf(world, conversation), world.variation()),
  )
  return answerPage('messages', shown, Number(content.page))
}

/** GET /channels: all of them at once (helpdesk-apis.md 2 and 4.7). */
export function listChannels({ channels }: World): Answer {
  return answerJson(200, { total_count: channels.length, channels: channels.map(showChannel) })
}

function answerPage(name: string, items: readonly unknown[], page: number): Answer {
  return answerJson(200, {
    page_size: pageSize,
    page_count: Math.ceil(items.length / pageSize),
    total_count: items.length,
    [name]: items.slice((page - 1) * pageSize, page * pageSize),
  })
}

const pageSize = 30

function isAmong({ status }: DeskConversation, filter: string | undefined): boolean {
  if (filter === 'all') return true
  if (filter === 'archived') return status === 4
  return filter === 'open' ? status === 0 : status !== 4
}

/** How often a conversation has been missed by a search, while the index lags behind. */
const missed = new WeakMap<DeskConversation, number>()

function isFoundByData(world: World, conversation: DeskConversation, query: URLSearchParams): boolean {
  const wanted = [...query].flatMap(([name, value]) => {
    const key = /^data\[(.+)\]$/.exec(name)?.[1]
    return key === undefined ? [] : [{ key, value }]
  })
  const { searchesData, searchesMissed } = world.variation()
  if (wanted.length === 0 || !searchesData) return true
  if (!wanted.every(({ key, value }) => String(conversation.data[key]) === value)) return false
  const missedSoFar = missed.get(conversation) ?? 0
  missed.set(conversation, missedSoFar + 1)
  return missedSoFar >= searchesMissed
}

const matches = (value: string, wanted: string | undefined) => wanted === undefined || value === wanted

const hasTag = ({ tags }: DeskConversation, wanted: string | undefined) =>
  wanted === undefined || wanted.split(',').some((tag) => tags.includes(tag.trim()))

const isPerson = (person: Person, email: string) => person.email.toLowerCase() === email.toLowerCase()

function isWithin(
  ms: number,
  { start_date, end_date }: { start_date?: string | undefined; end_date?: string | undefined },
): boolean {
  const isAfter = start_date === undefined || ms >= Date.parse(start_date)
  return isAfter && (end_date === undefined || ms <= Date.parse(end_date))
}
