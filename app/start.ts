/** The start: settings are checked, the database is opened, the outbox and the sweeper go to work; or nothing is served at all. */
import { EnvironmentError, environment } from '#lib/env/env.ts'
import { uploads } from '#lib/files/uploads.ts'
import { outbox } from '#lib/outbox/outbox.ts'

/** Ends the process with one line per problem when it cannot work. */
export async function start(): Promise<void> {
  try {
    environment()
    const box = await outbox()
    box.start()
    const files = await uploads()
    files.start()
  } catch (error) {
    const lines = error instanceof EnvironmentError ? error.problems : [String(error)]
    process.stderr.write(`Deskbell did not start:\n${lines.map((line) => `  ${line}\n`).join('')}`)
    process.exit(1)
  }
}
