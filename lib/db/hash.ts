/** How secrets are stored and looked up: never as they are. */
import { createHash } from 'node:crypto'

/** SHA-256 of the text, in hex. */
export const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')
