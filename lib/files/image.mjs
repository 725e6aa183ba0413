/**
 * A process of its own that makes one image harmless: `node image.mjs encode|wipe|check <kind> <from> <to>`.
 * It ends with 0 when that is done, with 3 when the image is not to be taken. What a decoder does wrong stays here.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { isGifBomb } from './gif.mjs'
import { withoutMetadata } from './heic.mjs'
import { isJpegBomb } from './jpeg.mjs'

const maxPixels = 40_000_000
const [treatment, kind, from, to] = process.argv.slice(2)

process.exitCode = (await treat()) ? 0 : 3

async function treat() {
  const content = readFileSync(from)
  if (kind === 'gif') return !isGifBomb(content, maxPixels)
  if (kind === 'heic') return wipe(content)
  if (kind === 'jpg' && isJpegBomb(content)) return false
  return treatment === 'encode' && encode(content)
}

function wipe(content) {
  const clean = withoutMetadata(content)
  if (clean) writeFileSync(to, clean, { mode: 0o600 })
  return clean !== null
}

/** Turned as its metadata says, because the metadata goes; colours become sRGB; frames of an animation stay. */
async function encode(content) {
  const { default: sharp } = await import('sharp')
  sharp.cache(false)
  sharp.concurrency(1)
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp'] })
  const limits = { limitInputPixels: maxPixels, failOn: 'error', sequentialRead: true }
  const output = { png: ['png', {}], jpg: ['jpeg', { quality: 88 }], webp: ['webp', { quality: 88 }] }[kind]
  const encoded = await encodeWith(sharp, content, { limits, output }).catch(() => null)
  // Beyond the catch: a disk that is full is not the fault of the image.
  if (encoded) writeFileSync(to, encoded, { mode: 0o600 })
  return encoded !== null
}

async function encodeWith(sharp, content, { limits, output }) {
  const { pages = 1 } = await sharp(content, limits).metadata()
  const image = sharp(content, { ...limits, animated: pages > 1 })
  const upright = pages > 1 ? image : image.rotate()
  return upright.toFormat(...output).toBuffer()
}
