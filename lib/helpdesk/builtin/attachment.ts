/** A file that a message names by its address, in the six fields of the wire (helpdesk-apis.md 3.3). */
import { z } from 'zod'

export const attachment = z.object({
  file_file_name: z.string(),
  file_content_type: z.string(),
  file_file_size: z.number(),
  thumb_url: z.string().nullable(),
  url: z.string(),
  'image?': z.boolean(),
})

export type Attachment = z.output<typeof attachment>

/** Named after the last part of the path; nothing is fetched, so type and size are unknown. */
export function attachmentAt(url: string): Attachment {
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
