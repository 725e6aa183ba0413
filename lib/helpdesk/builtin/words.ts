/** The words of conversations: what a search finds them by, without reading what they say. */
import type { Kysely } from 'kysely'
import type { Schema } from '#lib/db/schema.ts'
import { dataOf } from './custom-data.ts'

/** Of a longer text only the beginning is found; a word counts up to so many letters. */
const maxTextLength = 64 * 1024
const maxWords = 1_000
const maxWordLength = 40

/** Each word once, without case and accents. A search asks for the beginnings of words, cut in the same way. */
export function wordsIn(text: string): string[] {
  const plain = text.slice(0, maxTextLength).normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const words = new Set<string>()
  for (const run of plain.match(/[\p{L}\p{N}]+/gu) ?? [])
    for (const word of unspaced.test(run) ? segmentsOf(run) : [run]) {
      if (words.size === maxWords) return [...words]
      words.add([...word].slice(0, maxWordLength).join(''))
    }
  return [...words]
}

/** Scripts that put no spaces between their words. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u

const segmenter = new Intl.Segmenter('und', { granularity: 'word' })

const segmentsOf = (run: string) => [...segmenter.segment(run)].map(({ segment }) => segment)

/** As the table holds it: bytes are in the same order on both engines, whatever the language of the database. */
const wordKey = (word: string) => Buffer.from(word)

/** From here on up to the other no word begins with anything but `beginning`. */
export const wordRange = (beginning: string) =>
  [wordKey(beginning), Buffer.concat([wordKey(beginning), Buffer.from([0xff])])] as const

/** Makes a conversation be found by these texts too. */
export async function indexWords(
  trx: Kysely<Schema>,
  conversationId: string,
  texts: readonly string[],
): Promise<void> {
  const words = [...new Set(texts.flatMap(wordsIn))]
  for (let at = 0; at < words.length; at += wordsAtOnce) {
    const rows = words
      .slice(at, at + wordsAtOnce)
      .map((word) => ({ conversation_id: conversationId, word: wordKey(word) }))
    const insert = trx.insertInto('helpdesk_word').values(rows)
    await insert.onConflict((conflict) => conflict.doNothing()).execute()
  }
}

/** Makes a conversation be found by nothing but what is left of it; one that is gone stays so. */
export async function indexAnew(trx: Kysely<Schema>, conversationId: string): Promise<void> {
  await trx.deleteFrom('helpdesk_word').where('conversation_id', '=', conversationId).execute()
  const conversation = await trx
    .selectFrom('helpdesk_conversation')
    .select(['subject', 'author_name', 'author_email'])
    .where('id', '=', conversationId)
    .executeTakeFirst()
  if (!conversation) return
  await indexWords(trx, conversationId, Object.values(conversation))
  await indexWords(trx, conversationId, textsOfData(await dataOf(trx, conversationId)))
  const messages = trx.selectFrom('helpdesk_message').select('body')
  for (const { body } of await messages.where('conversation_id', '=', conversationId).execute())
    await indexWords(trx, conversationId, [body])
}

/** Within the parameters that a statement may have. */
const wordsAtOnce = 500

/** Custom data as it can be searched: the texts and numbers in it. */
export const textsOfData = (data: Readonly<Record<string, unknown>>) =>
  Object.values(data)
    .flat()
    .filter((value) => typeof value === 'string' || typeof value === 'number')
    .map(String)
