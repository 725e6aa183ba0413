/** The one contract of every file store: what is put comes back byte for byte, whole or in part, until it is deleted. */
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Files } from './files.ts'
import { receive } from './received.ts'

const megabyte = 1024 * 1024

/** Runs against the store that `store()` gives, which may hold other files already. */
export function keepsFiles(store: () => Files): void {
  const folder = mkdtempSync(join(tmpdir(), 'deskbell-received-'))
  const put = async (content: Buffer) => {
    const key = newKey()
    await store().put(key, await receive(inPieces(content), folder, 26 * megabyte))
    return key
  }

  test.each([
    ['nothing at all', 0],
    ['5 MB less one byte', 5 * megabyte - 1],
    ['5 MB', 5 * megabyte],
    ['5 MB and one byte', 5 * megabyte + 1],
    ['25 MB', 25 * megabyte],
  ])('a file of %s comes back byte for byte', async (_name, bytes) => {
    const content = randomBytes(bytes)
    const key = await put(content)
    expect(hash(await read(store(), key))).toBe(hash(content))
    expect(readdirSync(folder)).toEqual([])
  })

  test('a part of a file comes back as that part, both ends included', async () => {
    const key = await put(Buffer.from('0123456789'))
    expect((await read(store(), key, { first: 2, last: 4 })).toString()).toBe('234')
    expect((await read(store(), key, { first: 9, last: 9 })).toString()).toBe('9')
  })

  test('what was never put is not there, and deleting it is no mistake', async () => {
    expect(await store().get(newKey())).toBeNull()
    await store().delete(newKey())
  })

  test('a deleted file is gone', async () => {
    const key = await put(Buffer.from('gone'))
    await store().delete(key)
    expect(await store().get(key)).toBeNull()
  })

  test('what has been put is listed once it is old enough, and not before', async () => {
    const key = await put(Buffer.from('listed'))
    expect(await keys(store(), Date.now() + 3_600_000)).toContain(key)
    expect(await keys(store(), Date.now() - 3_600_000)).not.toContain(key)
  })

  test('a received file that vanished half-way leaves nothing in the store', async () => {
    const key = newKey()
    const received = await receive(inPieces(randomBytes(1000)), folder, 1000)
    await received.discard()
    await expect(store().put(key, received)).rejects.toMatchObject({
      name: 'FilesError',
      code: 'unavailable',
    })
    expect(await store().get(key)).toBeNull()
  })

  test.each(['../../etc/passwd', '', '0'.repeat(31), `${'0'.repeat(32)}/`])(
    'S35 %j is no key: nothing is read or written under it',
    async (key) => {
      const received = await receive(inPieces(Buffer.from('x')), folder, 1)
      await expect(store().put(key, received)).rejects.toThrow('no key')
      await expect(store().get(key)).rejects.toThrow('no key')
      await expect(store().delete(key)).rejects.toThrow('no key')
      expect(existsSync(received.path)).toBe(true)
      await received.discard()
    },
  )
}

export const newKey = () => randomBytes(16).toString('hex')

export async function* inPieces(content: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.byteLength; at += 65_536) yield content.subarray(at, at + 65_536)
}

export async function read(files: Files, key: string, range?: { first: number; last: number }) {
  return readAll((await files.get(key, range)) ?? inPieces(Buffer.from('there is no such file')))
}

export async function readAll(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  return Buffer.concat(await listOf(content))
}

const keys = (files: Files, beforeMs: number) => listOf(files.keysBefore(beforeMs))

async function listOf<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = []
  for await (const item of items) list.push(item)
  return list
}

const hash = (content: Buffer) => createHash('sha256').update(content).digest('hex')
