/** What the commands that are written in TypeScript have in common: arguments in, an exit code out, problems in plain words. */
import { EnvironmentError } from '#lib/env/env.ts'

/** Runs `work` with the arguments after the command's name; its number becomes the exit code. */
export async function runCommand(work: (args: readonly string[]) => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work(process.argv.slice(2))
  } catch (error) {
    const lines = error instanceof EnvironmentError ? error.problems : [String(error)]
    for (const line of lines) console.error(line)
    process.exitCode = 1
  }
}
