/** Where a page of the desk stands, in a word: another one when there is anything new on it. */
import { hashOf } from '#lib/db/hash.ts'
import type { DeskConversation, DeskPage } from './conversation.ts'

export const cursorOfConversation = ({ changedMs, messageCount, status, tags, assignee }: DeskConversation) =>
  cursorOf([changedMs, messageCount, status, tags, assignee?.email])

export const cursorOfList = ({ items, totalCount }: DeskPage<DeskConversation>) =>
  cursorOf([totalCount, ...items.map(({ slug, changedMs, status }) => [slug, changedMs, status])])

const cursorOf = (facts: unknown) => hashOf(JSON.stringify(facts)).slice(0, 32)
