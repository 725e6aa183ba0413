/** Everything that is checked without a build and a browser: style, types, dead code, unit tests. */
import { runNode } from './children.mjs'
import { root, tools } from './project.mjs'
import { withReport } from './report.mjs'
import { asOne, reported } from './verdict.mjs'

/** Runs all of it, whatever fails, and adds each result to `verdict`. */
export async function runChecks(verdict) {
  verdict.add(asOne(await biome()))
  verdict.add(asOne(await types()))
  verdict.add(asOne(await knip()))
  verdict.add(await unitTests())
}

async function biome() {
  return show('Style (biome ci)', [tools.biome, 'ci', '--error-on-warnings', root])
}

/** Next.js writes the types of its own and of our routes; without them a fresh clone does not compile. */
async function types() {
  const { code, output } = await runNode([tools.next, 'typegen'], { keepOutput: true })
  if (code !== 0) console.error(output)
  return (await show('Types (tsc --noEmit)', [tools.tsc, '--noEmit', '--incremental', 'false'])) || code
}

async function knip() {
  return show('Dead code (knip)', [tools.knip])
}

async function unitTests() {
  const { result, report } = await withReport((path) =>
    show('Unit tests (vitest)', [
      ...[tools.vitest, 'run', '--config', 'scripts/vitest.config.ts'],
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${path}`],
    ]),
  )
  return reported(result, report && countsOf(report))
}

function countsOf({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }) {
  // A file that does not load, or whose preparation fails, has no failed test of its own.
  const broken = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((result) => result.status !== 'failed'),
  )
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    skipped: numPendingTests + numTodoTests,
  }
}

async function show(title, args) {
  console.log(`\n${title}`)
  // Tests and their React must not run as production because the shell around us does.
  const { code } = await runNode(args, { env: { NODE_ENV: 'test' } })
  return code
}
