/** A form whose action does nothing: what a server action costs by itself. */
import { redirect } from 'next/navigation'

export const dynamic = 'force-dynamic'

async function act() {
  'use server'
  redirect('/action?sent=1')
}

export default function Page() {
  return (
    <form action={act}>
      <button type="submit">Send</button>
    </form>
  )
}
