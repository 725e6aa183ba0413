/** What a file is, by its content alone: the allow-list of security.md 2.7. Nothing is unpacked or decoded for it. */
import { open } from 'node:fs/promises'
import { isPlainText } from './plain-text.ts'
import { namesInZip } from './zip.ts'

export interface Kind {
  readonly type: string
  /** The usual one first. */
  readonly extensions: readonly string[]
  /** How it is made harmless: encoded anew, its metadata wiped, its structure checked; or nothing, as it is never decoded. */
  readonly treatment?: 'encode' | 'wipe' | 'check'
}

/** Served under these types and no other. */
export const kinds = {
  png: { type: 'image/png', extensions: ['png'], treatment: 'encode' },
  jpg: { type: 'image/jpeg', extensions: ['jpg', 'jpeg', 'jfif'], treatment: 'encode' },
  webp: { type: 'image/webp', extensions: ['webp'], treatment: 'encode' },
  heic: { type: 'image/heic', extensions: ['heic', 'heif'], treatment: 'wipe' },
  gif: { type: 'image/gif', extensions: ['gif'], treatment: 'check' },
  pdf: { type: 'application/pdf', extensions: ['pdf'] },
  docx: {
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    extensions: ['docx'],
  },
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', extensions: ['xlsx'] },
  pptx: {
    type: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    extensions: ['pptx'],
  },
  odt: { type: 'application/vnd.oasis.opendocument.text', extensions: ['odt'] },
  csv: { type: 'text/csv; charset=utf-8', extensions: ['csv'] },
  txt: { type: 'text/plain; charset=utf-8', extensions: ['txt', 'log'] },
  mp4: { type: 'video/mp4', extensions: ['mp4', 'm4v'] },
  mov: { type: 'video/quicktime', extensions: ['mov'] },
  webm: { type: 'video/webm', extensions: ['webm'] },
  zip: { type: 'application/zip', extensions: ['zip'] },
} as const satisfies Readonly<Record<string, Kind>>

export type KindName = keyof typeof kinds

export const isKindName = (name: string): name is KindName => Object.hasOwn(kinds, name)

/** The kind, as the table has it. */
export const kindAt = (name: KindName): Kind => kinds[name]

/**
 * The kind of the file at `path`, or null when it is none of ours. Reads its start, a zip's list of names, and all
 * of a text; `givenName` only tells a table from other text.
 */
export async function recognize(path: string, givenName: string): Promise<KindName | null> {
  const head = await headOf(path)
  const magic = kindOfMagic(head)
  if (magic === 'zip') return kindOfZip(head, await namesInZip(path))
  if (magic) return magic
  if (head.byteLength === 0 || !(await isPlainText(path))) return null
  return /\.csv\s*$/i.test(givenName) ? 'csv' : 'txt'
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

function kindOfMagic(head: Buffer): KindName | null {
  const has = (text: string, at = 0) => head.toString('latin1', at, at + text.length) === text
  if (has('\x89PNG\r\n\x1a\n')) return 'png'
  if (has('\xff\xd8\xff')) return 'jpg'
  if (has('GIF87a') || has('GIF89a')) return 'gif'
  if (has('RIFF') && has('WEBP', 8)) return 'webp'
  if (has('%PDF-')) return 'pdf'
  if (has('PK\x03\x04')) return 'zip'
  if (has('\x1a\x45\xdf\xa3')) return head.includes('\x42\x82\x84webm', 4, 'latin1') ? 'webm' : null
  return has('ftyp', 4) ? kindOfBrand(head.toString('latin1', 8, 12)) : null
}

/** ISO 14496-12 brands; those not named here (AVIF, JPEG XL, 3GPP …) are not taken. */
function kindOfBrand(brand: string): KindName | null {
  if (brand === 'qt  ') return 'mov'
  if (/^(heic|heix|heim|heis|mif1)$/.test(brand)) return 'heic'
  return /^(isom|iso[2-9]|mp4[12]|avc1|M4V |dash|MSNV)$/.test(brand) ? 'mp4' : null
}

/** An office document with macros in it is not the document that its name says, and not taken as a zip either. */
function kindOfZip(head: Buffer, names: readonly string[]): KindName | null {
  const odt = `mimetype${kinds.odt.type}`
  if (head.toString('latin1', 30, 30 + odt.length) === odt) return 'odt'
  if (!names.includes('[Content_Types].xml')) return 'zip'
  if (names.some((name) => /vbaProject|macrosheets/i.test(name))) return null
  if (names.includes('word/document.xml')) return 'docx'
  if (names.includes('xl/workbook.xml')) return 'xlsx'
  return names.includes('ppt/presentation.xml') ? 'pptx' : 'zip'
}
