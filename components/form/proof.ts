/** Solves the form's puzzle while the customer types; where it cannot, nothing is missing. Loaded after the first focus. */
import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2'

const renewAfterMs = 12 * 60 * 60_000

/** Puts the proof into the form's field for it, once. Never rejects. */
export async function prove(form: HTMLFormElement): Promise<void> {
  const input = form.elements.namedItem('proof')
  const slug = form.elements.namedItem('form')
  if (!(input instanceof HTMLInputElement && slug instanceof HTMLInputElement) || input.value) return
  // In a sandbox without an origin our own server is a foreign one, and says nothing.
  if (window.origin === 'null') return
  try {
    const answer = await fetch(`/challenge/${encodeURIComponent(slug.value)}`)
    const challenge = await answer.json()
    const solution = await solveChallenge({ challenge, deriveKey })
    if (solution) input.value = btoa(JSON.stringify({ challenge, solution }))
    // It counts for a day; a page may stay open for longer.
    setTimeout(() => {
      input.value = ''
      prove(form)
    }, renewAfterMs)
  } catch {
    // Offline, blocked, or without the means: a sign less in the customer's favour, and no harm.
  }
}
