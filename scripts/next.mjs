/** `npm run dev`, `build` and `start`: Next.js as its users expect it, under a current Node.js. */
import { build } from './build.mjs'
import { runNode } from './children.mjs'
import { installDependencies } from './dependencies.mjs'
import { buildEmbed } from './embed.mjs'
import { tools } from './project.mjs'
import { underCurrentNode } from './runtime.mjs'

await underCurrentNode()
const [command, ...args] = process.argv.slice(2)
process.exit(await run())

async function run() {
  // A server that starts installs nothing: its image may have left the development packages out on purpose.
  if (command !== 'start' && !(await installDependencies())) return 1
  if (command === 'build') return build(args)
  if (command === 'dev') await buildEmbed()
  const env = { NODE_ENV: command === 'dev' ? 'development' : 'production' }
  const { code } = await runNode([tools.next, command, ...args], { env })
  return code
}
