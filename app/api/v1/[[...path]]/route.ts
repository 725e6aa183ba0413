/** `/api/v1/…`: the built-in helpdesk, mounted; not there when another helpdesk is configured. */
import { builtinApi } from '#lib/helpdesk/connect.ts'

export const dynamic = 'force-dynamic'

async function answer(request: Request): Promise<Response> {
  const api = await builtinApi()
  return api ? api(request) : Response.json({ error: 'Not found' }, { status: 404 })
}

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT }
