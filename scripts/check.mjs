/** `npm run check`: style, types, dead code and unit tests. */
import { runChecks } from './checks.mjs'
import { installDependencies, installPostgres } from './dependencies.mjs'
import { underCurrentNode } from './runtime.mjs'
import { createVerdict } from './verdict.mjs'

await underCurrentNode()
if (!(await installDependencies()) || !(await installPostgres())) process.exit(1)
const verdict = createVerdict()
await runChecks(verdict)
console.log(verdict.line())
process.exit(verdict.failed() ? 1 : 0)
