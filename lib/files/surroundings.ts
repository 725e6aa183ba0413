/** What uploads work with; a test brings its own. */
import type { Database } from '#lib/db/db.ts'
import type { Log } from '#lib/log/log.ts'
import type { Scan } from './clamd.ts'
import type { Files } from './files.ts'
import type { Links } from './link.ts'

export interface Surroundings {
  readonly database: Database
  readonly files: Files
  readonly links: Links
  /** On the same file system as the files on disk. */
  readonly incoming: string
  readonly scan: Scan | null
  readonly allowZip: boolean
  readonly retentionMs: number
  /** What files leave free on the disk; 256 MiB when not given. */
  readonly reservedBytes?: number
  readonly log: Log
  nowMs(): number
}
