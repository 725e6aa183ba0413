/** The start of the process, as Next.js calls it: once, before anything is served. */

export async function register(): Promise<void> {
  // Next.js resolves this at build time; the import inside keeps Node's modules out of the other runtime.
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { start } = await import('./app/start.ts')
    await start()
  }
}
