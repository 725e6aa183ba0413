/** The words of whatever sends: the form and the reply box share them. */
import type { SendingWords } from '#components/form/field-view.ts'
import { formatTag } from '#lib/i18n/format-tag.ts'
import type { Translate } from '#lib/i18n/translator.ts'

export const sendingWords = (t: Translate): SendingWords => ({
  send: t('form.send'),
  sending: t('form.sending'),
  slow: t('form.slow'),
  verySlow: t('form.verySlow'),
  tryAgain: t('form.tryAgain'),
  unconfirmed: t('form.unconfirmed'),
  offline: t('form.offline'),
  offlineOpen: t('form.offlineOpen'),
  online: t('form.online'),
  draft: {
    locale: formatTag(t.locale),
    restored: t('form.draft.restored', { date: '{date}' }),
    startAgain: t('form.draft.startAgain'),
    removed: t('form.draft.removed'),
    undo: t('form.draft.undo'),
  },
  error: t('form.error'),
})
