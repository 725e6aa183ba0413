/** The names in a zip file, from the list at its end; the files themselves are never touched (nothing is unpacked). */
import { type FileHandle, open } from 'node:fs/promises'

/** Far more than an office document has. */
const maxListBytes = 1024 * 1024
const endRecordBytes = 22
const entryBytes = 46

/** The names of the files in it; none when it has no list where one belongs, or one over 1 MiB. */
export async function namesInZip(path: string): Promise<string[]> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const tail = await readAt(file, Math.max(0, size - endRecordBytes - 65_535), size)
    const end = tail.lastIndexOf('PK\x05\x06', undefined, 'latin1')
    if (end === -1 || end + endRecordBytes > tail.byteLength) return []
    const [bytes, at] = [tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)]
    return bytes > maxListBytes ? [] : namesIn(await readAt(file, at, at + bytes))
  } finally {
    await file.close()
  }
}

async function readAt(file: FileHandle, from: number, to: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(to - from), 0, to - from, from)
  return buffer.subarray(0, bytesRead)
}

function namesIn(list: Buffer): string[] {
  const names: string[] = []
  for (let at = 0; at + entryBytes <= list.byteLength; ) {
    if (list.toString('latin1', at, at + 4) !== 'PK\x01\x02') break
    const [name, extra, comment] = [28, 30, 32].map((field) => list.readUInt16LE(at + field))
    names.push(list.toString('utf8', at + entryBytes, at + entryBytes + (name ?? 0)))
    at += entryBytes + (name ?? 0) + (extra ?? 0) + (comment ?? 0)
  }
  return names
}
