/** `GET /t/<token>/download`: the conversation as a text file, for the customer's records. */
import { formAt } from '#lib/form/definition.ts'
import { support } from '#lib/form/support.ts'
import { loadRecord } from '#lib/threads/record.ts'
import { wordsOf } from '../../../language.ts'
import { writeRecord } from './text.ts'

export async function GET(
  request: Request,
  { params }: { params: Promise<{ token: string }> },
): Promise<Response> {
  const { token } = await params
  const record = await loadRecord(token)
  if (!record) return new Response(null, { status: 404 })
  const timeZone = formAt(support(), record.form)?.timeZone ?? 'UTC'
  return new Response(writeRecord(await wordsOf(request), record, timeZone), {
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Disposition': `attachment; filename="conversation-${record.reference}.txt"`,
    },
  })
}
