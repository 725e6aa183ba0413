/** The files of a letter, bound to it as they are when it is sent. */
import type { Transaction } from 'kysely'
import type { Schema } from '#lib/db/schema.ts'
import type { NewMessage } from '#lib/helpdesk/helpdesk.ts'
import type { Instance } from './installation.ts'

/** @throws when one that was taken is not there. */
export async function attachmentsOf(
  { uploads }: Instance,
  ids: readonly string[],
  requestId: string,
  transaction?: Transaction<Schema>,
): Promise<Pick<NewMessage, 'attachments'>> {
  if (ids.length === 0) return {}
  const { attachments, missing } = await uploads.attach(ids, requestId, transaction)
  if (missing.length > 0) throw new Error('a file that was taken is not there')
  return {
    attachments: attachments.map(({ id, url, name, bytes, sha256 }) => ({
      url,
      name,
      upload: { id, bytes, sha256 },
    })),
  }
}
