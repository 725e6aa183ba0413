/** How many messages there are, kept by slices of time: a list is counted, and a page far down found, without reading on the way. */
import { type Kysely, sql } from 'kysely'
import type { HelpdeskTallyTable, Schema } from '#lib/db/schema.ts'
import { tagSetOf } from './tags.ts'

/** The length of a slice. Longer ones make fewer rows to add up, shorter ones fewer messages to skip within one. */
export const sliceMs = 3 * 24 * 60 * 60_000

export const sliceOf = (ms: number) => Math.floor(ms / sliceMs)

/**
 * Under which labels a message counts: with all others, with those of its author, of each tag, and of its
 * conversation's set of tags, by all and by its author. A conversation has one set, so counts of several sets add up.
 */
export const labels = {
  all: '',
  author: (email: string) => `author:${email}`,
  tag: (tag: string) => `tag:${tag}`,
  tagSet: (tagSet: string, email?: string) => `set:${tagSet}${byAuthor(email)}`,
  /** That of `tagSet` for each row that has a tag_set. */
  tagSets: (email?: string) => sql<string>`'set:' || tag_set || ${byAuthor(email)}`,
}

const byAuthor = (email?: string) => (email === undefined ? '' : ` author:${email}`)

/** What a conversation's messages count for, as it stands. */
export async function tallyOf(trx: Kysely<Schema>, conversationId: string): Promise<HelpdeskTallyTable[]> {
  const tags = await tagsOf(trx, conversationId)
  const groups = await trx
    .selectFrom('helpdesk_message')
    .innerJoin('helpdesk_conversation', 'helpdesk_conversation.id', 'conversation_id')
    .select(['helpdesk_message.author_email', 'channel', 'helpdesk_message.origin', 'from_staff'])
    .select(sql<number>`helpdesk_message.created_ms / ${sql.lit(sliceMs)}`.as('slice'))
    .select((eb) => eb.fn.countAll<number>().as('messages'))
    .where('conversation_id', '=', conversationId)
    .groupBy(['helpdesk_message.author_email', 'channel', 'helpdesk_message.origin', 'from_staff', 'slice'])
    .execute()
  return groups.flatMap(({ author_email, ...group }) => labelled(group, author_email, tags))
}

/** What one message more counts for, in a conversation with these tags. */
export async function tallyOfMessage(
  trx: Kysely<Schema>,
  conversationId: string,
  message: {
    readonly authorEmail: string
    readonly fromStaff: boolean
    readonly channel: string
    readonly origin: number
    readonly createdMs: number
  },
): Promise<HelpdeskTallyTable[]> {
  const { authorEmail, fromStaff, channel, origin, createdMs } = message
  const place = { slice: sliceOf(createdMs), channel, origin, from_staff: fromStaff ? 1 : 0, messages: 1 }
  return labelled(place, authorEmail, await tagsOf(trx, conversationId))
}

/**
 * Writes down what has come and what has gone. The last statement of its transaction, and in one order for all: so
 * no two transactions wait for each other.
 */
export async function count(
  trx: Kysely<Schema>,
  {
    come,
    gone = [],
  }: { readonly come: readonly HelpdeskTallyTable[]; readonly gone?: readonly HelpdeskTallyTable[] },
): Promise<void> {
  const sums = new Map<string, HelpdeskTallyTable>()
  for (const row of [...come, ...gone.map((it) => ({ ...it, messages: -it.messages }))]) {
    const key = JSON.stringify([row.label, row.slice, row.channel, row.origin, row.from_staff])
    sums.set(key, { ...row, messages: row.messages + (sums.get(key)?.messages ?? 0) })
  }
  const changed = [...sums].filter(([, { messages }]) => messages !== 0).sort(([a], [b]) => (a < b ? -1 : 1))
  for (let at = 0; at < changed.length; at += rowsAtOnce) {
    const rows = changed.slice(at, at + rowsAtOnce).map(([, row]) => row)
    await trx
      .insertInto('helpdesk_tally')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['label', 'slice', 'channel', 'origin', 'from_staff']).doUpdateSet((eb) => ({
          messages: eb('helpdesk_tally.messages', '+', eb.ref('excluded.messages')),
        })),
      )
      .execute()
  }
}

/** Within the parameters that a statement may have. */
const rowsAtOnce = 500

async function tagsOf(trx: Kysely<Schema>, conversationId: string): Promise<string[]> {
  const query = trx.selectFrom('helpdesk_tag').select('tag').where('conversation_id', '=', conversationId)
  return (await query.execute()).map(({ tag }) => tag)
}

/** A row for each label of messages by this author in a conversation with these tags. */
export function labelled(
  row: Omit<HelpdeskTallyTable, 'label'>,
  authorEmail: string,
  tags: readonly string[],
): HelpdeskTallyTable[] {
  const tagSet = tagSetOf(tags)
  const ofSet = tags.length > 0 ? [labels.tagSet(tagSet), labels.tagSet(tagSet, authorEmail)] : []
  const all = [labels.all, labels.author(authorEmail), ...tags.map(labels.tag), ...ofSet]
  return all.map((label) => ({ label, ...row }))
}
