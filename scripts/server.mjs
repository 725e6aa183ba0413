/** Whether a port is free, and when a server has begun to answer on it. */
import { createServer, get } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

const everyMs = 150
const patienceMs = 60_000

/** Tries the port the way Next.js will take it: on every address of this machine. */
export function isPortFree(port) {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(Number(port), () => server.close(() => resolve(true)))
  })
}

/** @returns 'answering' once `url` answers with any status, 'silent' when it has not within a minute. */
export async function whenAnswering(url) {
  for (const until = Date.now() + patienceMs; Date.now() < until; await pause(everyMs))
    if (await answers(url)) return 'answering'
  return 'silent'
}

function answers(url) {
  return new Promise((resolve) => {
    const request = get(url, { timeout: 5000 }, (response) => {
      response.resume()
      resolve(true)
    })
    request.on('timeout', () => request.destroy())
    request.on('error', () => resolve(false))
  })
}
