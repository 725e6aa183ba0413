/** The end-to-end tests: Playwright, against the production build, in a Chromium that is there. */
import { runNode } from './children.mjs'
import { tools } from './project.mjs'
import { withReport } from './report.mjs'
import { reported } from './verdict.mjs'

/** Runs Playwright with `args` in `browser`, the path of a Chromium. @returns its counts. */
export async function runJourneys(browser, args = []) {
  console.log('\nEnd-to-end tests (Playwright)')
  const full = args.includes('--full')
  const { result, report } = await withReport(async (path) => {
    const env = {
      DESKBELL_CHROMIUM: browser,
      DESKBELL_E2E_REPORT: path,
      NODE_ENV: 'test',
      ...(full ? { DESKBELL_E2E_FULL: '1' } : {}),
    }
    const passedOn = args.filter((argument) => argument !== '--full')
    const { code } = await runNode([tools.playwright, 'test', ...passedOn], { env })
    return code
  })
  return { code: result, counts: reported(result, report && countsOf(report)) }
}

function countsOf({ stats: { expected, unexpected, flaky, skipped } }) {
  return { passed: expected, failed: unexpected + flaky, skipped }
}
