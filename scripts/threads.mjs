/** `npm run threads`: closes the link of a conversation, or replaces it by a new one. */
import { runProduct } from './product.mjs'
import { underCurrentNode } from './runtime.mjs'

await underCurrentNode()
process.exit(await runProduct('scripts/commands/threads.ts', process.argv.slice(2)))
