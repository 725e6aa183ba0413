/** `npm run demo`: from a fresh clone to a running app, and the words that let a person try it. */
import { buildIfChanged } from './build.mjs'
import { runNode } from './children.mjs'
import { installDependencies } from './dependencies.mjs'
import { loadEnvironmentFiles, setting } from './environment.mjs'
import { tools } from './project.mjs'
import { underCurrentNode } from './runtime.mjs'
import { isPortFree, whenAnswering } from './server.mjs'
import { welcome } from './welcome.mjs'

await underCurrentNode()
process.exit(await demo())

async function demo() {
  if (!(await installDependencies())) return 1
  loadEnvironmentFiles()
  const port = setting('PORT') ?? '3000'
  if (!isPort(port)) return refuse(`PORT needs a port number from 1 to 65535; got ${JSON.stringify(port)}`)
  if (!(await isPortFree(port))) {
    const other = Number(port) < 65535 ? Number(port) + 1 : 3000
    return refuse(`Port ${port} is already in use. Choose another: PORT=${other} npm run demo`)
  }
  if (!(await buildIfChanged())) return 1
  return serve(port)
}

async function serve(port) {
  console.log(`Starting on port ${port} …`)
  const env = { DEMO: setting('DEMO') ?? '1', NODE_ENV: 'production' }
  const ended = runNode([tools.next, 'start', '-p', port], { env })
  const address = `http://localhost:${port}`
  const first = await Promise.race([ended, whenAnswering(`${address}/api/health`)])
  if (first === 'silent') return refuse(`${address}/api/health did not answer within a minute`)
  if (first === 'answering') console.log(welcome(address))
  const { code } = await ended
  return code
}

function isPort(text) {
  return /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 65535
}

function refuse(reason) {
  console.error(reason)
  return 1
}
