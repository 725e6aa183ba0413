/** A file's name as people see it: what a customer's machine called it, with everything taken out that could act. */

/**
 * The last part of `given`, in NFC, without invisible, bidirectional or control characters, at most 100 characters
 * and 180 bytes, never empty, never a name that a system reserves, and always ending in one of `extensions`, which
 * are those of the content (security.md 2.7: first strip, then decide). It never names a place to store anything.
 */
export function cleanName(given: string, extensions: readonly string[]): string {
  const visible = given.normalize('NFC').replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
  const last = visible.split(/[/\\]/).findLast((part) => bare(part) !== '') ?? ''
  const name = bare(last.replace(/["<>:|?*]/g, '_').replace(/\s+/g, ' '))
  const extension = /\.(?<extension>[^.]+)$/.exec(name)?.groups?.extension ?? ''
  const [usual = ''] = extensions
  if (!extensions.includes(extension.toLowerCase())) return `${stem(name, usual)}.${usual}`
  return `${stem(name.slice(0, -extension.length - 1), extension)}.${extension}`
}

/** For an address or a header (RFC 8187): only letters, digits and `-._~` stay as they are. */
export const encodedName = (name: string) =>
  encodeURIComponent(name).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

/** Dots at the front hide a file, those at the end vanish on Windows. */
const bare = (text: string) => text.replace(/^[\s.]+|[\s.]+$/g, '')

function stem(text: string, extension: string): string {
  const room = { characters: 99 - extension.length, bytes: 179 - extension.length }
  let kept = ''
  for (const { segment } of new Intl.Segmenter('en').segment(text)) {
    const longer = kept + segment
    if (longer.length > room.characters || Buffer.byteLength(longer) > room.bytes) break
    kept = longer
  }
  const name = bare(kept) || 'file'
  return /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name) ? `_${name}` : name
}
