import { mkdtempSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from 's3rver'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inPieces, keepsFiles, newKey, read } from './files.contract.ts'
import { receive } from './received.ts'
import { createS3Files } from './s3.ts'

const newFolder = () => mkdtempSync(join(tmpdir(), 'deskbell-s3-'))
const settings = (port: number) => ({
  endpoint: `http://127.0.0.1:${port}`,
  region: 'us-east-1',
  bucket: 'files',
  accessKeyId: 'S3RVER',
  secretAccessKey: 'S3RVER',
})

let port = 0
const server = new S3rver({
  port: 0,
  address: '127.0.0.1',
  silent: true,
  directory: newFolder(),
  configureBuckets: [{ name: 'files' }],
})
beforeAll(async () => {
  port = (await server.run()).port
})
afterAll(() => server.close())

describe('in S3', () => {
  keepsFiles(() => createS3Files(settings(port)))
})

test('a store that goes away half-way through a file keeps nothing of it, and the file can be sent again', async () => {
  const key = newKey()
  const folder = newFolder()
  const content = Buffer.alloc(5 * 1024 * 1024, 'a')
  const received = await receive(inPieces(content), folder, content.byteLength)
  const cut = await listen(cutting())
  await expect(createS3Files(settings(cut.port)).put(key, received)).rejects.toMatchObject({
    code: 'unavailable',
  })
  cut.server.close()
  expect(await createS3Files(settings(port)).get(key)).toBeNull()
  await createS3Files(settings(port)).put(key, received)
  expect((await read(createS3Files(settings(port)), key)).equals(content)).toBe(true)
}, 60_000)

test('a bucket or a store that is not there is told as unavailable, never as an empty one', async () => {
  const noBucket = createS3Files({ ...settings(port), bucket: 'elsewhere' })
  await expect(noBucket.get(newKey())).rejects.toMatchObject({ code: 'unavailable' })
  const nowhere = createS3Files(settings(1))
  await expect(nowhere.get(newKey())).rejects.toMatchObject({ code: 'unavailable' })
  await expect(nowhere.delete(newKey())).rejects.toMatchObject({ code: 'unavailable' })
})

/** Takes the first bytes of a body, then cuts the connection. */
const cutting = () => createServer((request) => request.once('data', () => request.socket.destroy()))

async function listen(server: Server): Promise<{ server: Server; port: number }> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address: AddressInfo | string | null = server.address()
  return { server, port: typeof address === 'object' && address ? address.port : 0 }
}
