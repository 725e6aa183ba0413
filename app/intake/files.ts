/** The files of a message on their way from a form to the outbox. None of them ever holds up the text for our own fault. */
import type { Kysely } from 'kysely'
import type { Schema } from '#lib/db/schema.ts'
import type { AttachedFile } from '#lib/files/attach.ts'
import { maxFileBytes, maxFiles } from '#lib/files/room.ts'
import type { UploadError } from '#lib/files/take.ts'
import { uploads } from '#lib/files/uploads.ts'
import { cleanText } from '#lib/form/clean.ts'
import type { PostedFile, TakeFile } from '#lib/guard/multipart.ts'
import type { Attachment } from '#lib/helpdesk/helpdesk.ts'
import { formatBytes } from '#lib/i18n/format.ts'
import type { Translate } from '#lib/i18n/translator.ts'
import { log } from '#lib/log/log.ts'
import { isToken } from '#lib/threads/access.ts'
import { typesOfFiles } from '../attachments.ts'
import type { Posted, RefusedFile } from './posted.ts'

export type Taken = { readonly id: string } | RefusedFile

/** Without JavaScript, files that are taken out of the form stay here until they are swept: they must not fill it. */
const mostPendingNatively = 3 * maxFiles

/** Takes the files of one sender's native form, each under the form's request id, which comes before it. */
export const fileTakerFor =
  (sender: string): TakeFile<Taken> =>
  async (file: PostedFile, before) => {
    const requestId = before.get('request')?.[0]
    const refuse = (error: UploadError) => ({ name: file.name, error })
    if (!isToken(requestId)) return refuse('broken')
    try {
      const { take } = await uploads()
      const taking = await take({ requestId, sender, ...file, mostPending: mostPendingNatively })
      return taking.outcome === 'taken' ? { id: taking.upload.id } : refuse(taking.error)
    } catch (error) {
      log().error({ err: error }, 'a file could not be taken')
      return refuse('unavailable')
    }
  }

/** Not the customer's fault, and nothing that they could mend: the text goes on without the file. */
const isOurFault = ({ error }: RefusedFile) => error === 'full' || error === 'busy' || error === 'unavailable'

/**
 * What is wrong with the files, one sentence per line; empty when nothing holds up the form. When it comes back anyway,
 * what we could not store is named as well.
 * @param isHeldUp for another reason than its files.
 */
export function fileMistakes(
  t: Translate,
  { refused, uploads: ids }: Posted,
  isHeldUp: boolean,
): { attachments?: string } {
  const beyond = ids.length > maxFiles ? [{ name: '', error: 'count' as const }] : []
  const wrong = [...refused, ...beyond]
  if (!isHeldUp && wrong.every(isOurFault)) return {}
  const sentences = new Set(wrong.map((file) => sentenceOf(t, file)))
  return sentences.size > 0 ? { attachments: [...sentences].join('\n') } : {}
}

function sentenceOf(t: Translate, { name, error }: RefusedFile): string {
  if (error === 'size')
    return t('fields.attachments.size', { name, size: formatBytes(t.locale, maxFileBytes) })
  if (error === 'type') return t('fields.attachments.type', { name, types: typesOfFiles(t) })
  if (error === 'count') return t('fields.attachments.count', { max: maxFiles })
  if (error === 'empty' || error === 'damaged' || error === 'virus' || error === 'broken')
    return t(`fields.attachments.${error}`, { name })
  return t('fields.attachments.unstored', { name })
}

export interface FilesOfMessage {
  readonly attachments?: readonly Attachment[]
  readonly leftOut?: readonly string[]
}

/** The files as part of the message that `requestId` sends. @throws when the database does not answer. */
export async function attachFiles(
  t: Translate,
  posted: Posted,
  requestId: string,
  transaction?: Kysely<Schema>,
): Promise<FilesOfMessage> {
  if (posted.uploads.length + posted.refused.length + posted.leftOut.length === 0) return {}
  const { attach } = await uploads()
  const { attachments, missing } = await attach(posted.uploads, requestId, transaction)
  const leftOut = [
    ...posted.refused.filter(isOurFault).map(({ name }) => name),
    ...posted.leftOut.slice(0, maxFiles).map((name) => cleanText(name, 'text').slice(0, 100)),
    ...missing.map(() => t('fields.attachments.gone')),
  ]
  return {
    ...(attachments.length > 0 && { attachments: attachments.map(asAttachment) }),
    ...(leftOut.length > 0 && { leftOut }),
  }
}

const asAttachment = ({ id, url, name, bytes, sha256, isChecking }: AttachedFile): Attachment => ({
  url,
  name,
  upload: { id, bytes, sha256 },
  ...(isChecking && { isChecking }),
})

/** The files as words: a request that is sent again with the same files is the same request. */
export function wordsOfFiles({ attachments }: FilesOfMessage): { attachments?: string } {
  if (!attachments) return {}
  return { attachments: JSON.stringify(attachments.map(({ name, upload }) => [name, upload?.sha256])) }
}

/** A new request starts without files: those that came belong to the one that was sent before. */
export const reusedNotice = (t: Translate, { uploads: ids }: Posted) =>
  t(ids.length > 0 ? 'form.reusedFiles' : 'form.reused')
