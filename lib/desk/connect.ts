/** The door of this installation's built-in helpdesk, as the desk uses it. */
import { environment } from '#lib/env/env.ts'
import { builtinDesk } from '#lib/helpdesk/connect.ts'
import type { Door } from './client.ts'

/** Whether there is a desk: only the built-in helpdesk has one. */
export const hasDesk = () => environment().helpdesk.kind === 'builtin'

/** Null without a desk. @throws when the built-in helpdesk's database cannot be opened. */
export async function deskDoor(): Promise<Door | null> {
  const answer = await builtinDesk()
  if (!answer) return null
  return {
    baseUrl: `${environment().appUrl}/api/v1`,
    fetch: (input, init) => answer(new Request(input, init)),
  }
}
