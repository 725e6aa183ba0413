/** `GET /challenge/<form>`: a puzzle for the browser of whoever fills in the form. */
import { environment } from '#lib/env/env.ts'
import { formAt } from '#lib/form/definition.ts'
import { support } from '#lib/form/support.ts'
import { createPuzzle } from '#lib/guard/proof.ts'

export async function GET(
  _request: Request,
  { params }: { params: Promise<{ form: string }> },
): Promise<Response> {
  const { form } = await params
  const { spam } = support()
  const isOffered = formAt(support(), form) !== null && spam?.proofOfWork !== false
  const body = isOffered ? await createPuzzle(environment().appSecrets, form, Date.now()) : null
  return Response.json(body, { status: isOffered ? 200 : 404, headers })
}

const headers = {
  'Cache-Control': 'private, no-store',
  'Content-Security-Policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Resource-Policy': 'same-origin',
}
