/** `GET /f/<form>/later`: what a form in a frame needs once somebody uses it, in the language of its address. */
import type { Later } from '#components/form/later.ts'
import { asLiveField } from '#components/form/live-field.ts'
import { formAt } from '#lib/form/definition.ts'
import { support } from '#lib/form/support.ts'
import { fileWords } from '../../../attachments.ts'
import { fieldViews } from '../../../field-views.ts'
import { briefWords } from '../../../form-words.ts'
import { wordsOf } from '../../../language.ts'

export async function GET(
  request: Request,
  { params }: { params: Promise<{ form: string }> },
): Promise<Response> {
  const { form } = await params
  const t = await wordsOf(request)
  const definition = formAt(support(t.locale), form)
  if (!definition) return new Response(null, { status: 404 })
  const fields = fieldViews(t, definition).map(asLiveField)
  const later: Later = { fields, brief: briefWords(t, fields.length), files: fileWords(t) }
  return Response.json(later)
}
