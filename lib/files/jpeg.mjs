/** The structure of a JPEG, walked without decoding a pixel. */

const maxScans = 50

/** Whether it has more scans than any camera or program writes: each one costs a decoder the whole picture. */
export function isJpegBomb(content) {
  let scans = 0
  for (let at = 2; at + 4 <= content.byteLength; ) {
    if (content[at] !== 0xff) return false
    const marker = content[at + 1]
    if (marker === 0xd9) return false
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === 0xda) scans += 1
    if (scans > maxScans) return true
    at += 2 + content.readUInt16BE(at + 2)
    if (marker === 0xda) at = afterScan(content, at)
  }
  return false
}

/** In a scan, 0xff is followed by 0 or a restart marker; anything else ends it. */
function afterScan(content, at) {
  for (let next = content.indexOf(0xff, at); next !== -1; next = content.indexOf(0xff, next + 1)) {
    const marker = content[next + 1] ?? 0xd9
    if (marker !== 0 && marker !== 0xff && (marker < 0xd0 || marker > 0xd7)) return next
  }
  return content.byteLength
}
