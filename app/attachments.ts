/** The words around the attachments of a form, and the files that it kept from before. */
import type { AttachmentsView, KeptRow } from '#components/form/attachments-view.ts'
import { environment } from '#lib/env/env.ts'
import { kinds } from '#lib/files/kind.ts'
import { maxFileBytes, maxFiles } from '#lib/files/take.ts'
import { uploads } from '#lib/files/uploads.ts'
import { formatBytes, formatChoice } from '#lib/i18n/format.ts'
import { translator } from '#lib/i18n/translator.ts'

/** The attachments of a form with `requestId`; `ids` are the files that it came back with. */
export async function attachmentsView(
  requestId: string,
  ids: readonly string[] = [],
): Promise<AttachmentsView> {
  const t = translator()
  return {
    label: t('fields.attachments.label'),
    optional: t('form.optional'),
    error: t('form.error'),
    hint: t('fields.attachments.hint', {
      max: maxFiles,
      size: formatBytes('en', maxFileBytes),
      types: typesOfFiles(),
    }),
    kept: await keptRows(requestId, ids),
  }
}

/** "JPG, PNG, … or WEBM": what this installation takes. */
export const typesOfFiles = () =>
  formatChoice(
    'en',
    Object.keys(kinds)
      .filter((kind) => kind !== 'zip' || environment().files.allowZip)
      .map((kind) => kind.toUpperCase()),
  )

async function keptRows(requestId: string, ids: readonly string[]): Promise<readonly KeptRow[]> {
  if (ids.length === 0) return []
  const t = translator()
  const { list } = await uploads()
  const files = await list(ids, requestId)
  return files.map(({ id, name, bytes }) => ({
    id,
    name,
    meta: `${t('fields.attachments.kept')} · ${formatBytes('en', bytes)}`,
    keep: t('fields.attachments.keep', { name }),
  }))
}
