/** The last resort: when nothing can be stored, the customer's own words come back in a form that sends them again. */
import type { KeptForm } from '#lib/guard/kept-form.ts'
import type { Translate } from '#lib/i18n/translator.ts'
import { plainPage } from './plain-page.ts'

/** 503 with a form to `target` that holds everything typed, under the same request id. */
export function unsavedPage(
  t: Translate,
  target: string,
  { requestId, values, uploads }: KeptForm,
  framers?: readonly string[],
): Response {
  const { message = '', ...others } = values
  const hidden = [
    ...Object.entries({ ...others, request: requestId }),
    ...uploads.map((id) => ['upload', id] as const),
  ]
    .map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`)
    .join('')
  const form = `<form action="${escaped(target)}" method="post" enctype="multipart/form-data">
${hidden}
<p><label for="message">${escaped(t('fields.message.label'))}</label></p>
<p><textarea id="message" name="message" rows="12" dir="auto">\n${escaped(message)}</textarea></p>
<p><button>${escaped(t('form.tryAgain'))}</button></p>
</form>`
  return plainPage(t, 503, t('refusal.unsaved.heading'), t('refusal.unsaved.sentence'), {
    instead: form,
    framers,
  })
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character] ?? '')
