/** The words around the attachments of a form, and the files that it kept from before. */
import type { AttachmentsView, FileWords, KeptRow } from '#components/form/attachments-view.ts'
import { collectCountWords } from '#components/form/count-words.ts'
import { environment } from '#lib/env/env.ts'
import { kinds } from '#lib/files/kind.ts'
import { maxFileBytes, maxFiles } from '#lib/files/room.ts'
import { uploads } from '#lib/files/uploads.ts'
import { formatBytes, formatChoice } from '#lib/i18n/format.ts'
import { formatTag } from '#lib/i18n/format-tag.ts'
import type { Translate } from '#lib/i18n/translator.ts'

/** The attachments of a form with `requestId`; `ids` are the files that it came back with. */
export async function attachmentsView(
  t: Translate,
  requestId: string,
  ids: readonly string[] = [],
): Promise<AttachmentsView> {
  return {
    label: t('fields.attachments.label'),
    optional: t('form.optional'),
    error: t('form.error'),
    hint: t('fields.attachments.hint', {
      max: maxFiles,
      size: formatBytes(t.locale, maxFileBytes),
      types: typesOfFiles(t),
    }),
    kept: await keptRows(t, requestId, ids),
    files: fileWords(t),
  }
}

/** "JPG, PNG, … or WEBM": what this installation takes. */
export const typesOfFiles = (t: Translate) =>
  formatChoice(
    t.locale,
    Object.keys(kinds)
      .filter((kind) => kind !== 'zip' || environment().files.allowZip)
      .map((kind) => kind.toUpperCase()),
  )

export function fileWords(t: Translate): FileWords {
  const name = '{name}'
  const unstored = t('fields.attachments.unstored', { name })
  return {
    locale: formatTag(t.locale),
    target: '/uploads',
    limits: { maxFiles, maxBytes: maxFileBytes },
    orDrop: t('fields.attachments.orDrop'),
    drop: t('fields.attachments.drop'),
    remove: t('fields.attachments.remove', { name }),
    removed: t('fields.attachments.removed', { name }),
    tryAgain: t('form.tryAgain'),
    kept: t('fields.attachments.kept'),
    keep: t('fields.attachments.keep', { name }),
    uploaded: t('fields.attachments.uploaded', { percent: '{percent}' }),
    states: {
      waiting: t('fields.attachments.waiting'),
      checking: t('fields.attachments.checking'),
      ready: t('fields.attachments.ready'),
    },
    errors: {
      size: t('fields.attachments.size', { name, size: formatBytes(t.locale, maxFileBytes) }),
      empty: t('fields.attachments.empty', { name }),
      type: t('fields.attachments.type', { name, types: typesOfFiles(t) }),
      damaged: t('fields.attachments.damaged', { name }),
      virus: t('fields.attachments.virus', { name }),
      count: t('fields.attachments.count', { max: maxFiles }),
      broken: t('fields.attachments.stopped', { name }),
      full: unstored,
      busy: unstored,
      unavailable: unstored,
    },
    finishing: collectCountWords(formatTag(t.locale), (count) =>
      t('fields.attachments.finishing', { count }),
    ),
  }
}

async function keptRows(
  t: Translate,
  requestId: string,
  ids: readonly string[],
): Promise<readonly KeptRow[]> {
  if (ids.length === 0) return []
  const { list } = await uploads()
  const files = await list(ids, requestId)
  return files.map(({ id, name, bytes }) => ({
    id,
    name,
    meta: `${t('fields.attachments.kept')} · ${formatBytes(t.locale, bytes)}`,
    keep: t('fields.attachments.keep', { name }),
  }))
}
