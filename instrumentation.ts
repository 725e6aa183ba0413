/** The start of the process: settings are checked, the database is opened, and the outbox goes to work. */

export async function register(): Promise<void> {
  // Next.js replaces this at build time: the other runtime must not even see the imports.
  if (process.env.NEXT_RUNTIME === 'nodejs') await start()
}

async function start(): Promise<void> {
  const { environment, EnvironmentError } = await import('#lib/env/env.ts')
  const { outbox } = await import('#lib/outbox/outbox.ts')
  try {
    environment()
    const worker = await outbox()
    worker.start()
  } catch (error) {
    const lines = error instanceof EnvironmentError ? error.problems : [String(error)]
    process.stderr.write(`Deskbell did not start:\n${lines.map((line) => `  ${line}\n`).join('')}`)
    process.exit(1)
  }
}
