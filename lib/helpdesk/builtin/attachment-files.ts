/** The files behind attachments: our own are in the store already, others are fetched once and kept. */
import type { Uploads } from '#lib/files/uploads.ts'
import { log } from '#lib/log/log.ts'
import { fetchPublic, internet, type Network } from './attachment-fetch.ts'

export interface KeptFile {
  readonly id: string
  readonly name: string
  readonly bytes: number
  /** MIME type. */
  readonly type: string
}

export interface AttachmentFiles {
  /** The file at `url`, kept; null when it cannot be had: the message stands without it. Never throws. */
  keep(url: string): Promise<KeptFile | null>
  /** A short-lived address of a kept file. */
  linkTo(file: Pick<KeptFile, 'id' | 'name'>): string
}

/** @param origins that serve our own files: they are never asked over the network. */
export function createAttachmentFiles(
  uploads: Pick<Uploads, 'find' | 'keepCopy' | 'pageLink'>,
  origins: readonly string[],
  network: Network = internet,
): AttachmentFiles {
  return {
    async keep(text) {
      const url = new URL(text)
      try {
        return origins.includes(url.origin) ? await uploads.find(url) : await keepOther(uploads, url, network)
      } catch (error) {
        log().warn({ reason: error instanceof Error ? error.message : '' }, 'an attachment was not fetched')
        return null
      }
    },
    linkTo: uploads.pageLink,
  }
}

async function keepOther(uploads: Pick<Uploads, 'keepCopy'>, url: URL, network: Network) {
  const content = await fetchPublic(url, network)
  if (!content) return null
  try {
    return await uploads.keepCopy({ name: lastPart(url), content })
  } finally {
    content.destroy()
  }
}

function lastPart(url: URL): string {
  const last = url.pathname.split('/').findLast(Boolean) ?? ''
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}
