/** Puts a draft back in a frame. Built into a file of its own: few who open a form have begun one before. */
import { draftsOf, restoreDraft } from '#components/form/draft-restore.ts'
import { formatTag } from '#lib/i18n/format-tag.ts'

const options = {
  id: 'form',
  prefix: draftsOf(document.getElementById('embed')?.dataset.form ?? ''),
  locale: formatTag(document.documentElement.lang),
  words: document.querySelector('#form-draft > p > span')?.textContent ?? '',
}
window.restoreDraft = () => restoreDraft(options)
window.restoreDraft()
document.dispatchEvent(new Event('deskbell-draft'))
