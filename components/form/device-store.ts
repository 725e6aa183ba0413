/** The storage of the customer's device, which may be full, switched off, or not for us: then nothing is kept, and nothing fails. */

/** @returns whether it is stored; null as the text removes it. */
export function store(key: string, text: string | null): boolean {
  try {
    if (text === null) localStorage.removeItem(key)
    else localStorage.setItem(key, text)
    return true
  } catch {
    return false
  }
}

export function read(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}
