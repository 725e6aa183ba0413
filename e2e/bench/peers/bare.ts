/** A bare server of Node.js as a process of its own, so that its cost can be read. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export interface Bare {
  readonly url: string
  /** Of its process. */
  pid(): number
  stop(): Promise<void>
}

/** Starts it. @throws when it does not say where it listens. */
export async function startBare(): Promise<Bare> {
  const child = spawn(process.execPath, [...process.execArgv, join(import.meta.dirname, 'bare-server.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [port] = await once(child.stdout, 'data')
  return {
    url: `http://127.0.0.1:${Number(String(port))}`,
    pid: () => child.pid ?? 0,
    async stop() {
      const ended = once(child, 'exit')
      child.kill()
      await ended
    },
  }
}
