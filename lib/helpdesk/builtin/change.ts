/** What staff change of a conversation: tags, status, custom data, assignee, channel (helpdesk-apis.md 4.3). */
import type { Kysely } from 'kysely'
import type { z } from 'zod'
import type { Schema } from '#lib/db/schema.ts'
import type { updateConversation } from '#lib/helpdesk/reamaze/wire.ts'
import { conversationIdAt } from './conversation.ts'
import { storeData } from './custom-data.ts'
import { addressKey, type Desk } from './desk.ts'
import { holdConversation } from './messages.ts'
import { invalid, notFound, type Problem } from './problem.ts'
import { assigneeOf, brokenRule, openKey, statusAsked } from './rules.ts'
import { replaceTags } from './tags.ts'
import { count, tallyOf } from './tally.ts'
import { indexWords, textsOfData } from './words.ts'

type Asked = z.output<typeof updateConversation>['conversation']

/** Changes all that is asked for or nothing; null when done. */
export async function changeConversation(
  desk: Desk,
  slug: string,
  { conversation: asked }: z.output<typeof updateConversation>,
): Promise<Problem | null> {
  const id = await conversationIdAt(desk, slug)
  if (!id) return notFound()
  const broken = brokenRule(desk, asked)
  if (broken) return broken
  return desk.kysely.transaction().execute((trx) => change(trx, desk, id, asked))
}

async function change(trx: Kysely<Schema>, desk: Desk, id: string, asked: Asked): Promise<Problem | null> {
  const before = await holdConversation(trx, id)
  // The key that a conversation was opened with is how its sender finds it again.
  if (openKey(asked) && openKey(asked) !== before.open_key)
    return invalid('data.deskbell_id', "can't be changed")
  const assignee = assigneeOf(asked)
  const changes = {
    updated_ms: Math.max(desk.now(), before.updated_ms),
    ...statusAsked(asked),
    ...(asked.category === undefined ? {} : { channel: asked.category }),
    ...(asked.assignee === undefined ? {} : { assignee_email: assignee && addressKey(assignee) }),
  }
  const moves = asked.category !== undefined || asked.tag_list !== undefined
  const gone = moves ? await tallyOf(trx, id) : []
  await trx.updateTable('helpdesk_conversation').set(changes).where('id', '=', id).execute()
  await storeData(trx, id, asked.data ?? {})
  await indexWords(trx, id, textsOfData(asked.data ?? {}))
  if (asked.tag_list) await replaceTags(trx, id, asked.tag_list)
  if (moves) await count(trx, { come: await tallyOf(trx, id), gone })
  return null
}
