/** Solves the form's puzzle in ALTCHA's manner while the customer types; where it cannot, nothing is missing. Loaded after the first focus. */

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
    input.value = btoa(JSON.stringify({ challenge, solution: await solve(challenge.parameters) }))
    // It counts for a day; a page may stay open for longer.
    setTimeout(() => {
      input.value = ''
      prove(form)
    }, renewAfterMs)
  } catch {
    // Offline, blocked, or without the means: a sign less in the customer's favour, and no harm.
  }
}

interface Puzzle {
  readonly nonce: string
  readonly salt: string
  readonly cost: number
  /** In hex, what the key has to begin with. */
  readonly keyPrefix: string
}

/** Each attempt is the browser's own work on a thread of its own: the page stays as quick as it is. */
async function solve({ nonce, salt, cost: iterations, keyPrefix }: Puzzle) {
  const start = bytesOf(nonce)
  const rules = { name: 'PBKDF2', hash: 'SHA-256', salt: bytesOf(salt), iterations }
  for (let counter = 0; ; counter += 1) {
    const word = new Uint8Array([...start, counter >>> 24, counter >>> 16, counter >>> 8, counter])
    const secret = await crypto.subtle.importKey('raw', word, 'PBKDF2', false, ['deriveBits'])
    const key = new Uint8Array(await crypto.subtle.deriveBits(rules, secret, 256))
    const derivedKey = Array.from(key, (byte) => byte.toString(16).padStart(2, '0')).join('')
    if (derivedKey.startsWith(keyPrefix)) return { counter, derivedKey }
  }
}

const bytesOf = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
