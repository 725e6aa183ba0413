import { mkdtempSync, readdirSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createDiskFiles } from './disk.ts'
import { inPieces, keepsFiles, newKey, read } from './files.contract.ts'
import { receive } from './received.ts'

const newFolder = () => mkdtempSync(join(tmpdir(), 'deskbell-disk-'))

describe('on disk', () => {
  const files = createDiskFiles(newFolder())
  keepsFiles(() => files)
})

test('files survive a restart, and nobody else on the machine can read them', async () => {
  const folder = newFolder()
  const key = newKey()
  const received = await receive(inPieces(Buffer.from('kept')), join(folder, 'incoming'), 4)
  await createDiskFiles(folder).put(key, received)
  expect((await read(createDiskFiles(folder), key)).toString()).toBe('kept')
  expect(statSync(join(folder, key.slice(0, 2), key)).mode & 0o077).toBe(0)
})

test('a folder that is no folder is told as a store that does not work', async () => {
  const folder = newFolder()
  const received = await receive(inPieces(Buffer.from('x')), folder, 1)
  const broken = createDiskFiles(received.path)
  await expect(broken.put(newKey(), received)).rejects.toMatchObject({ code: 'unavailable' })
  await expect(broken.get(newKey())).rejects.toMatchObject({ code: 'unavailable' })
  expect(readdirSync(folder)).toHaveLength(1)
})
