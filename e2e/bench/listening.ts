/** A server of Node.js in a process of its own: what it does takes nothing from who asks it, and its cost can be read. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export interface Listening {
  readonly url: string
  /** Of its process. */
  pid(): number
  stop(): Promise<void>
}

/** Runs `file` of this folder, which prints the port on which it listens. @throws when it does not. */
export async function startListening(file: string, ...args: readonly string[]): Promise<Listening> {
  const child = spawn(process.execPath, [...process.execArgv, join(import.meta.dirname, file), ...args], {
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
