/** `npm run migrate:postgres`: moves an embedded installation to PostgreSQL, and its files to S3 if that is set. */
import { runProduct } from './product.mjs'
import { underCurrentNode } from './runtime.mjs'

await underCurrentNode()
process.exit(await runProduct('scripts/commands/migrate.ts', process.argv.slice(2)))
