/**
 * A form behind a button: whatever on a page has `data-support-form` opens that form in a dialog of the page itself, so that
 * Escape, the way back of the focus and the inert page behind are the browser's own.
 */
import { add } from './add.ts'
import { SupportForm } from './support-form.ts'

interface Opener extends HTMLElement {
  _dialog?: HTMLDialogElement
}

document.addEventListener('click', (event) => {
  const opener = event.target instanceof Element && event.target.closest<Opener>('[data-support-form]')
  if (!opener) return
  event.preventDefault()
  opener._dialog ??= makeDialog(opener)
  opener._dialog.showModal()
})

function makeDialog({ dataset, textContent: title }: HTMLElement): HTMLDialogElement {
  const dialog = add(document.body, 'dialog', {
    ariaLabel: title,
    style:
      'font:18px/56px system-ui;width:480px;max-width:100%;border:0;border-radius:min(16px,100vw - 560px);padding:0 14px;max-height:100%;box-shadow:0 0 0 100vmax #0006;height:720px;margin:auto',
  })
  const onclick = () => dialog.close()
  add(dialog, 'button', {
    onclick,
    ariaLabel: dataset.close ?? 'Close',
    textContent: '×',
    style: 'position:sticky;top:6px;float:inline-end;width:44px;height:44px;line-height:44px',
  })
  dialog.append(title)
  const form = new SupportForm()
  // theme, lang and the like, under the names that `<support-form>` has for them.
  for (const [name, value] of Object.entries({ title, form: dataset.supportForm, ...dataset }))
    form.setAttribute(name, `${value}`)
  form.prefill(dataset)
  form.addEventListener('support-form:close', onclick)
  dialog.onclose = () => form._emit('closed')
  dialog.append(form)
  return dialog
}
