/** A file that the built-in helpdesk fetched from somewhere else and keeps itself, checked like a customer's. */
import { FilesError } from './files.ts'
import { receive, TooLarge } from './received.ts'
import { maxFileBytes } from './room.ts'
import { keep, newUploadId, type Receiving, type Upload } from './take.ts'

export type KeptCopy = Pick<Upload, 'id' | 'name' | 'bytes' | 'type'>

/** Null when it is too large, of no kind that we take, or the store does not take it; what `content` throws it throws. */
export async function keepCopy(
  world: Receiving,
  { name, content }: { readonly name: string; readonly content: AsyncIterable<Uint8Array> },
): Promise<KeptCopy | null> {
  try {
    const received = await receive(content, world.incoming, maxFileBytes)
    try {
      const expiresMs = world.nowMs() + world.retentionMs
      const place = { id: newUploadId(), owner: 'helpdesk', sender: null }
      const kept = await keep(world, { ...place, name, received, attached: 1, expiresMs })
      return typeof kept === 'string' ? null : kept
    } finally {
      await received.discard()
    }
  } catch (error) {
    if (error instanceof FilesError)
      world.log.error({ err: error.cause }, 'the file store does not take files')
    if (error instanceof FilesError || error instanceof TooLarge) return null
    throw error
  }
}
