/** A file that a message names by its address, in the six fields of the wire (helpdesk-apis.md 3.3). */
import { z } from 'zod'
import type { Desk } from './desk.ts'

const attachment = z.object({
  file_file_name: z.string(),
  file_content_type: z.string(),
  file_file_size: z.number(),
  thumb_url: z.string().nullable(),
  url: z.string(),
  'image?': z.boolean(),
})

export type Attachment = z.output<typeof attachment>

/** As it is stored: with the id of the file, if there is one, so that each reader gets an address of their own. */
export const storedAttachment = attachment.extend({ upload_id: z.string().optional() })

export type StoredAttachment = z.output<typeof storedAttachment>

/** The file at `url`, fetched and kept; if it cannot be had, the address alone: a message is never lost over it. */
export async function attach(desk: Desk, url: string): Promise<StoredAttachment> {
  const file = await desk.files?.keep(url)
  if (!file) return attachmentAt(url)
  return {
    file_file_name: file.name,
    file_content_type: file.type.replace(/;.*/, ''),
    file_file_size: file.bytes,
    thumb_url: null,
    url,
    'image?': file.type.startsWith('image/'),
    upload_id: file.id,
  }
}

/** With fresh addresses, where the file is ours. */
export function presentAttachment(desk: Desk, { upload_id: id, ...stored }: StoredAttachment): Attachment {
  if (id === undefined || !desk.files) return stored
  const url = desk.files.linkTo({ id, name: stored.file_file_name })
  return { ...stored, url, thumb_url: stored['image?'] ? url : null }
}

/** Named after the last part of the path; type and size are unknown. */
function attachmentAt(url: string): Attachment {
  return {
    file_file_name: fileName(new URL(url)),
    file_content_type: 'application/octet-stream',
    file_file_size: 0,
    thumb_url: null,
    url,
    'image?': false,
  }
}

function fileName(url: URL): string {
  const last = url.pathname.split('/').findLast(Boolean) ?? url.hostname
  return decoded(last).replace(/\p{Cc}/gu, '') || url.hostname
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
