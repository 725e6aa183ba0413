/** The structure of a GIF, walked without decoding a pixel. */

const maxFrames = 1000

/** Whether it has more frames or pixels than a picture sent to support has; also when its blocks make no sense. */
export function isGifBomb(content, maxPixels) {
  if (content.byteLength < 13 || content.readUInt16LE(6) * content.readUInt16LE(8) > maxPixels) return true
  let frames = 0
  let at = 13 + colourTableBytes(content[10])
  for (;;) {
    const block = content[at]
    if (block === 0x3b || block === undefined) return frames === 0
    if (block === 0x21) at = afterSubBlocks(content, at + 2)
    else if (block === 0x2c) {
      frames += 1
      if (frames > maxFrames || isLargerThan(content, at, maxPixels)) return true
      at = afterSubBlocks(content, at + 10 + colourTableBytes(content[at + 9]) + 1)
    } else return true
  }
}

const colourTableBytes = (flags = 0) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)

const isLargerThan = (content, at, maxPixels) =>
  at + 9 > content.byteLength || content.readUInt16LE(at + 5) * content.readUInt16LE(at + 7) > maxPixels

function afterSubBlocks(content, at) {
  while (content[at]) at += content[at] + 1
  return at + 1
}
