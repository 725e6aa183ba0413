/** `npm run customers`: what is kept of one customer, and its removal. */
import { runProduct } from './product.mjs'
import { underCurrentNode } from './runtime.mjs'

await underCurrentNode()
process.exit(await runProduct('scripts/commands/customers.ts', process.argv.slice(2)))
