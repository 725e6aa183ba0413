/** `npm run backup`: a copy of an embedded installation, taken while it runs. */
import { runProduct } from './product.mjs'
import { underCurrentNode } from './runtime.mjs'

await underCurrentNode()
process.exit(await runProduct('scripts/commands/backup.ts', process.argv.slice(2)))
