/** What is taken and what is not: by content, whatever it is called (security.md S29–S31, S36, S37). */
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { eicar } from '../../e2e/fakes/clamd.ts'
import { read } from './files.contract.ts'
import { box, newRequestId, openUploads, photo, picture, sha256, zip } from './uploads.testing.ts'

const uploads = await openUploads()
const refusedFor = 'type'

async function sent(name: string, content: Buffer | string) {
  const taking = await uploads.send(name, content, newRequestId())
  return taking.outcome === 'taken' ? taking.upload : taking.error
}

async function kept(name: string, content: Buffer | string): Promise<Buffer> {
  const upload = await sent(name, content)
  return typeof upload === 'string' ? Buffer.from(upload) : read(uploads.world.files, upload.id)
}

const office = (main: string) => zip({ '[Content_Types].xml': '<Types/>', [main]: '<x/>' })
const ebml = (docType: string) => Buffer.from(`\x1a\x45\xdf\xa3\x9f\x42\x82\x84${docType}`, 'latin1')
const ftyp = (brand: string) => box('ftyp', brand, '\0\0\0\0')

describe('documents that people send to support arrive byte for byte', () => {
  test.each([
    ['invoice.pdf', Buffer.from('%PDF-1.7\n1 0 obj'), 'application/pdf'],
    ['letter.docx', office('word/document.xml'), /wordprocessingml/],
    ['table.xlsx', office('xl/workbook.xml'), /spreadsheetml/],
    ['slides.pptx', office('ppt/presentation.xml'), /presentationml/],
    ['letter.odt', zip({ mimetype: 'application/vnd.oasis.opendocument.text' }), /opendocument.text/],
    ['orders.csv', 'id;sum\n1;2\n', 'text/csv; charset=utf-8'],
    ['server.log', '\ufeffÄrger um 10:00\r\n', 'text/plain; charset=utf-8'],
    ['clip.mp4', ftyp('isom'), 'video/mp4'],
    ['clip.mov', ftyp('qt  '), 'video/quicktime'],
    ['clip.webm', ebml('webm'), 'video/webm'],
  ])('%s', async (name, content: Buffer | string, type) => {
    const upload = await sent(name, content)
    expect(upload).toMatchObject({ name, type: expect.stringMatching(type), state: 'ready' })
    expect(sha256(await kept(name, content))).toBe(sha256(Buffer.from(content)))
  })
})

describe('S29 active content is refused, or kept as text that nothing runs', () => {
  test.each([
    '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    '<SVG ONLOAD=alert(1)>',
    '<svg><script>alert(1)</script></svg>',
    '<svg><script href="https://evil.example/x.js"/></svg>',
    '<svg><a href="javascript:alert(1)"><text>x</text></a></svg>',
    '<svg><animate attributeName="href" values="javascript:alert(1)"/></svg>',
    '<svg><set attributeName="onmouseover" to="alert(1)"/></svg>',
    '<svg><use href="https://evil.example/x.svg#x"/></svg>',
    '<svg><image href="http://169.254.169.254/"/></svg>',
    '<svg><style>@import "https://evil.example/x.css"</style></svg>',
    '<svg><iframe src="https://evil.example"/></svg>',
    '<svg:svg xmlns:svg="http://www.w3.org/2000/svg"/>',
    '<?xml version="1.0"?><svg><script>alert(1)</script></svg>',
    '<?xml-stylesheet href="https://evil.example/x.xsl"?><svg/>',
    '\ufeff  <svg><image href="http://169.254.169.254/"/></svg>',
    '\n\n<!-- --><svg><foreignObject/></svg>',
    `${' '.repeat(70_000)}<svg onload="alert(1)"/>`,
    '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>',
    '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><svg>&b;</svg>',
    '<!doctype html><script>alert(1)</script>',
    '<html xmlns="http://www.w3.org/1999/xhtml"/>',
    '<hta:application/>',
    'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n<html>',
    'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\n',
  ])('%j is refused', async (content) => {
    expect(await sent('picture.png', content)).toBe(refusedFor)
  })

  test('a compressed SVG, an archive and an empty archive are refused', async () => {
    for (const content of ['\x1f\x8b\x08\0', 'Rar!\x1a\x07', '7z\xbc\xaf\x27\x1c', 'MZ\x90\0', '\x7fELF'])
      expect(await sent('a.svgz', Buffer.from(content, 'latin1'))).toBe(refusedFor)
    expect(await sent('a.zip', zip({ 'a.txt': 'a' }))).toBe(refusedFor)
    expect(await sent('a.docx', zip({}))).toBe(refusedFor)
  })

  test('a document with macros is refused', async () => {
    const content = zip({ '[Content_Types].xml': '', 'word/document.xml': '', 'word/vbaProject.bin': '' })
    expect(await sent('letter.docx', content)).toBe(refusedFor)
  })

  test('a link file and a script are text, and their names say so', async () => {
    const link = '[InternetShortcut]\r\nURL=https://evil.example'
    expect(await sent('free.url', link)).toMatchObject({ name: 'free.url.txt', type: /^text\/plain/ })
    expect(await sent('run.hta', 'alert(1)')).toMatchObject({ name: 'run.hta.txt' })
  })

  test('a PDF with a script is a download like any other', async () => {
    const content = '%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>'
    expect(await sent('a.pdf', content)).toMatchObject({ type: 'application/pdf' })
  })
})

test('S30 text that is not UTF-8, or has control characters, is refused', async () => {
  expect(await sent('a.txt', Buffer.from([0x61, 0xff, 0xfe]))).toBe(refusedFor)
  expect(await sent('a.txt', 'a\0b')).toBe(refusedFor)
  expect(await sent('a.txt', Buffer.from('é').subarray(0, 1))).toBe(refusedFor)
})

test('an archive is taken only where the operator says so', async () => {
  const open = await openUploads({ allowZip: true })
  expect(await open.send('a.zip', zip({ 'a.txt': 'a' }))).toMatchObject({
    upload: { type: 'application/zip' },
  })
})

describe('S31 pictures are encoded anew, and what was hidden in them is gone', () => {
  test('where and by whom a photo was taken', async () => {
    const content = await photo()
    expect((await sharp(content).metadata()).exif).toBeDefined()
    const clean = await kept('photo.JPEG', content)
    const { exif, xmp, width, height, format } = await sharp(clean).metadata()
    expect({ exif, xmp, width, height, format }).toEqual({ width: 40, height: 30, format: 'jpeg' })
    expect(clean.includes('Mia Berg')).toBe(false)
  })

  test.each(['png', 'jpeg', 'webp'] as const)('what a %s shows stays the same', async (format) => {
    const width = 320
    const pixels = Buffer.alloc(width * 240 * 3)
    for (let at = 0; at < pixels.byteLength; at += 3) {
      const [x, y] = [(at / 3) % width, Math.floor(at / 3 / width)]
      pixels.set([(x * 255) / width, (y * 255) / 240, 128 + 100 * Math.sin(x / 20) * Math.cos(y / 15)], at)
    }
    const given = await sharp(pixels, { raw: { width, height: 240, channels: 3 } })
      .withExif({ IFD0: { Artist: 'Mia Berg' } })
      .toFormat(format)
      .toBuffer()
    const [before, after] = await Promise.all(
      [given, await kept(`photo.${format}`, given)].map((file) => sharp(file).removeAlpha().raw().toBuffer()),
    )
    const differences = [...(before ?? [])].map((value, at) => Math.abs(value - (after?.[at] ?? 0)))
    expect(after?.byteLength).toBe(before?.byteLength)
    const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length
    // A lossless kind stays exact; of a lossy one nobody sees a mean of two steps of 255.
    expect(mean).toBeLessThanOrEqual(format === 'png' ? 0 : 2)
    expect(Math.max(...differences.slice(0, 100_000))).toBeLessThanOrEqual(format === 'png' ? 0 : 24)
  })

  test('a scan in black and white is taken, although its new encoding is many times larger', async () => {
    const [width, height] = [1500, 2000]
    const pixels = Buffer.alloc(width * height, 255)
    for (let at = 0; at < pixels.byteLength; at += 1) {
      const [x, y] = [at % width, Math.floor(at / width)]
      if ((x * 7 + y * 13) % 97 < 3 && y % 40 < 20) pixels[at] = 0
    }
    const scan = await sharp(pixels, { raw: { width, height, channels: 1 } })
      .png({ palette: true, colours: 2, compressionLevel: 9 })
      .toBuffer()
    const clean = await kept('scan.png', scan)
    expect(clean.byteLength).toBeGreaterThan(4 * scan.byteLength)
    expect(await sharp(clean).metadata()).toMatchObject({ width, height })
  })

  test('a photo taken sideways stands upright', async () => {
    const sideways = await sharp(await photo())
      .withMetadata({ orientation: 6 })
      .toBuffer()
    expect(await sharp(await kept('photo.jpg', sideways)).metadata()).toMatchObject({ width: 30, height: 40 })
  })

  test.each([
    ['HTML behind a JPEG', photo],
    ['PHP behind a PNG', () => picture('png')],
    ['a script behind a WebP', () => picture('webp')],
  ])('%s', async (_name, make: () => Promise<Buffer>) => {
    const payload = '<?php phpinfo(); ?><script>alert(1)</script>'
    const clean = await kept('photo.jpg.php', Buffer.concat([await make(), Buffer.from(payload)]))
    expect((await sharp(clean).metadata()).width).toBe(40)
    expect(clean.includes('script')).toBe(false)
  })

  test('a GIF that is a script as well stays a download called .gif', async () => {
    const content = Buffer.concat([await picture('gif'), Buffer.from('*/=alert(1)//')])
    expect(await sent('a.js', content)).toMatchObject({ name: 'a.js.gif', type: 'image/gif' })
  })

  test('a PDF that is a zip as well is a PDF', async () => {
    const content = Buffer.concat([Buffer.from('%PDF-1.7\n'), zip({ 'evil.exe': 'MZ' })])
    expect(await sent('a.zip', content)).toMatchObject({ name: 'a.zip.pdf', type: 'application/pdf' })
  })

  test('a picture that is damaged is refused as that', async () => {
    expect(await sent('a.png', (await picture('png')).subarray(0, 40))).toBe('damaged')
    expect(await sent('a.jpg', Buffer.from('\xff\xd8\xff\xe0', 'latin1'))).toBe('damaged')
  })

  test('an animation keeps its frames', async () => {
    const frame = { width: 8, height: 8, channels: 3, background: 'red' } as const
    const frames = [sharp({ create: frame }), sharp({ create: { ...frame, background: 'blue' } })]
    const inputs = await Promise.all(frames.map((image) => image.png().toBuffer()))
    const animation = await sharp(inputs, { join: { animated: true } })
      .webp()
      .toBuffer()
    expect((await sharp(await kept('a.webp', animation)).metadata()).pages).toBe(2)
  })
})

describe('S31 an HEIC loses its EXIF and keeps every byte of its picture', () => {
  const number = (value: number, bytes: number) => {
    const buffer = Buffer.alloc(bytes)
    buffer.writeUIntBE(value, 0, bytes)
    return buffer
  }
  const item = (id: number, type: string) => box('infe', '\x02\0\0\0', number(id, 2), '\0\0', type, '\0')
  const place = (id: number, offset: number, length: number) =>
    Buffer.concat([number(id, 2), number(0, 2), number(1, 2), number(offset, 4), number(length, 4)])
  const heic = (offset: number) =>
    Buffer.concat([
      ftyp('heic'),
      box(
        'meta',
        '\0\0\0\0',
        box('iinf', '\0\0\0\0', number(2, 2), item(1, 'hvc1'), item(2, 'Exif')),
        box('iloc', '\0\0\0\0', '\x44\0', number(2, 2), place(1, offset, 7), place(2, offset + 7, 8)),
      ),
      box('mdat', 'PICTURE', 'GPS-HERE'),
    ])

  test('a photo as a phone writes it', async () => {
    const at = heic(0).indexOf('PICTURE')
    const clean = await kept('IMG_1.HEIC', heic(at))
    expect(clean.subarray(at).toString('latin1')).toBe('PICTURE\0\0\0\0\0\0\0\0')
    expect(clean.byteLength).toBe(heic(at).byteLength)
  })

  test('one whose metadata lies nowhere is refused', async () => {
    expect(await sent('IMG_1.HEIC', heic(1_000_000))).toBe('damaged')
    expect(await sent('IMG_1.HEIC', ftyp('heic'))).toBe('damaged')
  })
})

describe('S36 bombs are refused', () => {
  test('a PNG of 50,000 × 50,000 pixels in a few bytes', async () => {
    const content = await picture('png')
    content.writeUInt32BE(50_000, 16)
    content.writeUInt32BE(50_000, 20)
    expect(await sent('a.png', content)).toBe('damaged')
  })

  test('a GIF of 10,000 frames, and one of 60,000 × 60,000 pixels', async () => {
    const screen = (size: number) => {
      const head = Buffer.from('GIF89a\0\0\0\0\0\0\0', 'latin1')
      head.writeUInt16LE(size, 6)
      head.writeUInt16LE(size, 8)
      return head
    }
    const frame = Buffer.from('\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0', 'latin1')
    const gif = (size: number, frames: number) =>
      Buffer.concat([screen(size), ...Array.from({ length: frames }, () => frame), Buffer.from(';')])
    expect(await sent('a.gif', gif(1, 10_000))).toBe('damaged')
    expect(await sent('a.gif', gif(60_000, 1))).toBe('damaged')
    expect(await sent('a.gif', gif(1, 1000))).toMatchObject({ type: 'image/gif' })
  })

  test('a JPEG of 100 scans', async () => {
    const scan = Buffer.from('\xff\xda\0\x08\x01\x01\0\0\x3f\0abc', 'latin1')
    const [start, end] = [Buffer.from('\xff\xd8', 'latin1'), Buffer.from('\xff\xd9', 'latin1')]
    const content = Buffer.concat([start, ...Array.from({ length: 100 }, () => scan), end])
    expect(await sent('a.jpg', content)).toBe('damaged')
  })

  test('a zip in a zip is not looked into', async () => {
    const inner = zip({ bomb: '0'.repeat(100_000) }).toString('latin1')
    expect(await sent('a.zip', zip({ 'inner.zip': inner }))).toBe(refusedFor)
  })
})

test.each([
  ['MKV', ebml('matroska')],
  ['ASF', Buffer.from('\x30\x26\xb2\x75\x8e\x66\xcf\x11', 'latin1')],
  ['JPEG XL with a box without end', Buffer.concat([box('JXL ', '\r\n\x87\n'), Buffer.alloc(64)])],
  ['HEIF with a box without end', Buffer.concat([ftyp('heic'), Buffer.alloc(64)])],
  ['ICNS with an icon of no size', Buffer.from('icns\0\0\0\x20ic07\0\0\0\0', 'latin1')],
])('S37 %s, which hangs parsers, is refused', async (_name, content) => {
  expect(await sent('a.bin', content)).toMatch(/^(type|damaged)$/)
})

test('S33 EICAR without a virus check is a text like any other; in a zip it is refused', async () => {
  expect(await sent('eicar.com', eicar())).toMatchObject({ name: 'eicar.com.txt' })
  expect(await sent('eicar.zip', zip({ 'eicar.com': eicar() }))).toBe(refusedFor)
})

test('nothing refused is left on the disk, and nothing taken lies anywhere but in its place', async () => {
  const rows = await uploads.rows()
  expect(uploads.lying().sort()).toEqual(rows.map(({ id }) => id).sort())
  for (const { id, sha256: hash } of rows) expect(sha256(await read(uploads.world.files, id))).toBe(hash)
})
