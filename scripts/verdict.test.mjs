import { expect, test } from 'vitest'
import { createProject } from './project.testing.mjs'
import { reported } from './verdict.mjs'

const vitest = ({ testResults = [], ...counts }, code) => `
const path = args.find((argument) => argument.startsWith('--outputFile.json=')).split('=')[1]
writeFileSync(path, JSON.stringify(${JSON.stringify({ ...counts, testResults })}))
process.exit(${code})`

const playwright = (stats, code) => `
writeFileSync(process.env.DESKBELL_E2E_REPORT, JSON.stringify({ stats: ${JSON.stringify(stats)} }))
process.exit(${code})`

const green = {
  vitest: vitest({ numPassedTests: 40, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 }, 0),
  playwright: playwright({ expected: 20, unexpected: 0, flaky: 0, skipped: 0 }, 0),
}

const testIn = async (behaviours, env = {}) => {
  const project = createProject(behaviours)
  const result = await project.run(['test.mjs'], {
    env: { DESKBELL_CHROMIUM: process.execPath, ...env },
  })
  return { ...result, calls: project.calls(), lastLine: result.stdout.trimEnd().split('\n').at(-1) }
}

test('when all is well the last line counts every test, and style, types and dead code as one each', async () => {
  const { code, lastLine } = await testIn(green)
  expect({ code, lastLine }).toEqual({ code: 0, lastLine: '63 passed, 0 failed' })
})

test('after a failure everything else still runs', async () => {
  const { code, lastLine } = await testIn({
    biome: 'process.exit(1)',
    vitest: vitest({ numPassedTests: 38, numFailedTests: 2, numPendingTests: 1, numTodoTests: 0 }, 1),
    playwright: playwright({ expected: 19, unexpected: 1, flaky: 0, skipped: 2 }, 1),
  })
  expect({ code, lastLine }).toEqual({ code: 1, lastLine: '59 passed, 4 failed, 3 skipped' })
})

test('a test runner that breaks off without a report is a failure', async () => {
  const { code, lastLine } = await testIn({ ...green, vitest: `process.kill(process.pid, 'SIGKILL')` })
  expect({ code, lastLine }).toEqual({ code: 1, lastLine: '23 passed, 1 failed' })
})

test('a test file that cannot run is a failure, also beside failed tests', async () => {
  const { code, lastLine } = await testIn({
    ...green,
    vitest: vitest(
      {
        ...{ numPassedTests: 30, numFailedTests: 1, numPendingTests: 0, numTodoTests: 0 },
        testResults: [
          { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] },
          { status: 'failed', assertionResults: [] },
          { status: 'passed', assertionResults: [{ status: 'passed' }] },
        ],
      },
      1,
    ),
  })
  expect({ code, lastLine }).toEqual({ code: 1, lastLine: '53 passed, 2 failed' })
})

test('a build that fails is a failure, and no end-to-end test runs against an old one', async () => {
  const { code, lastLine, calls } = await testIn({
    ...green,
    next: `process.exit(args[0] === 'build' ? 1 : 0)`,
  })
  expect({ code, lastLine }).toEqual({ code: 1, lastLine: '43 passed, 1 failed' })
  expect(calls.join()).not.toContain('playwright')
})

test('without a browser the unit tests run all the same', async () => {
  const { code, lastLine, stderr } = await testIn(green, { DESKBELL_CHROMIUM: '/nowhere/chromium' })
  expect({ code, lastLine }).toEqual({ code: 1, lastLine: '43 passed, 1 failed' })
  expect(stderr).toContain('/nowhere/chromium')
})

test('a failed install still ends in a verdict', async () => {
  const { code, lastLine } = await testIn({ npm: 'process.exit(1)' })
  expect({ code, lastLine }).toEqual({ code: 1, lastLine: '0 passed, 1 failed' })
})

test('a runner that fails without a failed test is a failure', () => {
  expect(reported(1, { passed: 5, failed: 0 })).toEqual({ passed: 5, failed: 1 })
  expect(reported(1, { passed: 5, failed: 2 })).toEqual({ passed: 5, failed: 2 })
})
