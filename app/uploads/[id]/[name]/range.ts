/** The part of a file that is asked for (RFC 9110, 14.2): one range; several at once are answered with the whole. */
import type { ByteRange } from '#lib/files/files.ts'

/** Null: the whole file, as nothing else was (rightly) asked for. `outside`: there is no such part. */
export function readRange(
  headers: Pick<Headers, 'get'>,
  file: { readonly bytes: number; readonly sha256: string },
): ByteRange | 'outside' | null {
  const known = headers.get('if-range')
  if (known !== null && known !== `"${file.sha256}"`) return null
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(headers.get('range') ?? '') ?? []
  if (first === '' && last === '') return null
  if (first === '') return suffix(Number(last), file.bytes)
  if (last !== '' && Number(last) < Number(first)) return null
  if (Number(first) >= file.bytes) return 'outside'
  return { first: Number(first), last: Math.min(last === '' ? Infinity : Number(last), file.bytes - 1) }
}

function suffix(length: number, bytes: number): ByteRange | 'outside' {
  return length === 0 || bytes === 0 ? 'outside' : { first: Math.max(0, bytes - length), last: bytes - 1 }
}
