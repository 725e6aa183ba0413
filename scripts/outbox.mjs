/** `npm run outbox`: what is held up, why, and the way to try it again. */
import { runProduct } from './product.mjs'
import { underCurrentNode } from './runtime.mjs'

await underCurrentNode()
process.exit(await runProduct('scripts/commands/outbox.ts', process.argv.slice(2)))
