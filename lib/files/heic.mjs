/** An HEIC's EXIF and XMP (where and when it was taken) overwritten with zeros; the picture itself is not touched. */

/** A copy without metadata, or null when its boxes make no sense or say that metadata lies where it cannot be wiped. */
export function withoutMetadata(content) {
  try {
    const clean = Buffer.from(content)
    const meta = boxIn(clean, 0, clean.byteLength, 'meta')
    if (!meta) return null
    const inner = (type) => boxIn(clean, meta.start + 4, meta.end, type)
    const [items, places] = [inner('iinf'), inner('iloc')]
    if (!items || !places) return null
    const hidden = metadataItems(clean, items)
    for (const { id, method, extents } of locations(clean, places)) {
      if (!hidden.has(id)) continue
      const base = method === 1 ? inner('idat')?.start : method === 0 ? 0 : undefined
      if (base === undefined) return null
      for (const { offset, length } of extents) if (!wipe(clean, base + offset, length)) return null
    }
    return clean
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function wipe(content, from, length) {
  if (length === 0 || from + length > content.byteLength) return false
  content.fill(0, from, from + length)
  return true
}

/** The first box of `type` from `at` on; `start` and `end` enclose its content. */
function boxIn(content, at, end, type) {
  for (const box of boxes(content, at, end)) if (box.type === type) return box
  return null
}

function* boxes(content, at, end) {
  while (at + 8 <= end) {
    const short = content.readUInt32BE(at)
    const head = short === 1 ? 16 : 8
    const bytes = short === 1 ? Number(content.readBigUInt64BE(at + 8)) : short || end - at
    if (bytes < head || at + bytes > end) return
    yield { type: content.toString('latin1', at + 4, at + 8), start: at + head, end: at + bytes }
    at += bytes
  }
}

/** The ids of what is EXIF, or XMP (the only `mime` item that pictures carry). */
function metadataItems(content, items) {
  const first = items.start + 4 + (content[items.start] === 0 ? 2 : 4)
  const ids = new Set()
  for (const { type, start } of boxes(content, first, items.end)) {
    const version = content[start]
    if (type !== 'infe' || version < 2) continue
    const id = version === 2 ? content.readUInt16BE(start + 4) : content.readUInt32BE(start + 4)
    const kindAt = start + (version === 2 ? 8 : 10)
    if (['Exif', 'mime'].includes(content.toString('latin1', kindAt, kindAt + 4))) ids.add(id)
  }
  return ids
}

/** ISO 14496-12, 8.11.3: where each item lies; `method` 0 counts from the start of the file, 1 within `idat`. */
function* locations(content, { start }) {
  const version = content[start]
  const sizes = [
    content[start + 4] >> 4,
    content[start + 4] & 15,
    content[start + 5] >> 4,
    content[start + 5] & 15,
  ]
  const [offsetSize, lengthSize, baseSize, indexSize] = version === 0 ? [...sizes.slice(0, 3), 0] : sizes
  let at = start + 6
  const next = (bytes) => {
    const value =
      bytes === 0 ? 0 : bytes === 8 ? Number(content.readBigUInt64BE(at)) : content.readUIntBE(at, bytes)
    at += bytes
    return value
  }
  for (let left = next(version === 2 ? 4 : 2); left > 0; left -= 1) {
    const id = next(version === 2 ? 4 : 2)
    const method = version === 0 ? 0 : next(2) & 15
    next(2)
    const base = next(baseSize)
    const extents = Array.from({ length: next(2) }, () => {
      next(indexSize)
      return { offset: base + next(offsetSize), length: next(lengthSize) }
    })
    yield { id, method, extents }
  }
}
