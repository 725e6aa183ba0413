/** `npm run backup -- <folder>`: the database, files and secrets of an embedded installation, copied while it runs. */
import { existsSync } from 'node:fs'
import { cp, mkdir, readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { openAsItIs } from '#lib/db/open.ts'
import { copySqlite } from '#lib/db/sqlite.ts'
import { environment } from '#lib/env/env.ts'
import { doubtUndelivered } from '#lib/outbox/operations.ts'
import { runCommand } from './command.ts'

const usage =
  'npm run backup -- <folder>   copies DATA_DIR, while Deskbell runs, to a folder that is not there yet'

await runCommand(async ([folder, ...rest]) => {
  const { databaseUrl, dataDir } = environment()
  if (!folder || rest.length > 0) return refuse(usage)
  if (databaseUrl) return refuse('With DATABASE_URL it is for pg_dump to copy the database.')
  const target = resolve(folder)
  if (existsSync(target) && (await readdir(target)).length > 0) return refuse(`${target} is not empty.`)
  await mkdir(target, { recursive: true, mode: 0o700 })
  await copySqlite(dataDir, target)
  const copy = openAsItIs({ databaseUrl: null, dataDir: target })
  const undelivered = await doubtUndelivered(copy, Date.now())
  await copy.close()
  // After the database: each file that it knows of was there before its row.
  for (const name of ['secret', 'api-token', 'uploads'])
    if (existsSync(join(dataDir, name)))
      await cp(join(dataDir, name), join(target, name), { recursive: true, filter: isWhole })
  console.log(`${target} holds everything. Start Deskbell with DATA_DIR=${target} to go on from there.`)
  if (undelivered > 0)
    console.log(`${undelivered} messages were not delivered yet; the copy looks for them first.`)
  return 0
})

/** What is still coming in is on no record. */
function isWhole(path: string): boolean {
  return !/[\\/]uploads[\\/]incoming[\\/]/.test(path)
}

function refuse(reason: string): number {
  console.error(reason)
  return 1
}
