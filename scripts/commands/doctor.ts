/** `npm run doctor`: one line for each thing that was looked at; exit code 1 if any will not work. */
import { examine } from '#lib/doctor/doctor.ts'
import { runCommand } from './command.ts'

await runCommand(async () => {
  let code = 0
  for await (const { verdict, about, found, remedy } of examine()) {
    console.log(`${verdict.padEnd(5)} ${about}: ${found}${remedy ? `. ${remedy}` : ''}`)
    if (verdict === 'fail') code = 1
  }
  return code
})
// The built-in helpdesk has opened the database for itself.
await (await globalThis.deskbellDatabase)?.close()
