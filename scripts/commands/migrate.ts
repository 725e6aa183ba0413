/** `npm run migrate:postgres`: every row of the SQLite database in DATA_DIR to DATABASE_URL, and its files to S3 if that is set. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { MoveError, moveRows } from '#lib/db/move.ts'
import { openDatabase } from '#lib/db/open.ts'
import { isSqliteInUse } from '#lib/db/sqlite.ts'
import { type Environment, environment } from '#lib/env/env.ts'
import { createDiskFiles } from '#lib/files/disk.ts'
import { moveFiles } from '#lib/files/move.ts'
import { createS3Files } from '#lib/files/s3.ts'
import { runCommand } from './command.ts'

await runCommand(async (args) => {
  const settings = environment()
  const problem = args.length > 0 ? 'npm run migrate:postgres takes no arguments' : obstacleTo(settings)
  if (problem !== null) {
    console.error(problem)
    return 1
  }
  return await move(settings)
})

/** What has to be put right first. */
function obstacleTo({ databaseUrl, dataDir, appSecrets }: Environment): string | null {
  if (!databaseUrl) return 'DATABASE_URL needs the postgres:// address to move to; got nothing'
  if (!existsSync(join(dataDir, 'deskbell.db')))
    return `There is no installation to move: ${dataDir}/deskbell.db`
  if (isSqliteInUse(dataDir)) return `Stop Deskbell first: it has ${dataDir}/deskbell.db open.`
  const secret = join(dataDir, 'secret')
  if (!existsSync(secret) || appSecrets.includes(readFileSync(secret, 'utf8').trim())) return null
  return `APP_SECRET needs the secret in ${secret} among its values, or links to files that were sent end; got others`
}

async function move(settings: Environment): Promise<number> {
  const { databaseUrl, dataDir } = settings
  const source = await openDatabase({ databaseUrl: null, dataDir })
  const target = await openDatabase({ databaseUrl, dataDir })
  try {
    if (settings.files.s3) {
      const folder = join(dataDir, 'uploads')
      const stores = { source: createDiskFiles(folder), target: createS3Files(settings.files.s3) }
      const { moved, missing } = await moveFiles(source, folder, stores)
      console.log(`${moved} files are in the bucket, each with the same bytes`)
      for (const id of missing)
        console.error(`The file ${id} was not on the disk any more, or was damaged there.`)
    }
    const counts = await moveRows(source, target)
    for (const [table, rows] of counts) if (rows > 0) console.log(`${table}: ${rows} rows, each the same`)
    const rest = settings.files.s3
      ? 'what is in DATA_DIR is not used any more'
      : `of DATA_DIR only ${join(dataDir, 'uploads')} is still used`
    console.log(`Everything is in PostgreSQL. Start Deskbell with the same settings; ${rest}.`)
    return 0
  } catch (error) {
    if (!(error instanceof MoveError)) throw error
    console.error(`Nothing was moved: ${error.message}.`)
    return 1
  } finally {
    await source.close()
    await target.close()
  }
}
