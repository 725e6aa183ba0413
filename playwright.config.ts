/** End-to-end tests: one Chromium, no retries; each test owns its server. */
import { defineConfig } from '@playwright/test'

// Chromium as root in a container has no sandbox, and nothing may leave this machine.
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const isFull = process.env.DESKBELL_E2E_FULL === '1'

const executablePath = process.env.DESKBELL_CHROMIUM

export default defineConfig<{ where: 'page' | 'embed' }>({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  testIgnore: isFull ? [] : '**/matrix.spec.ts',
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  retries: 0,
  // Bounds for a busy machine, not expectations: what has to be fast is measured by the benchmark.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [
    ['list'],
    ['json', { outputFile: process.env.DESKBELL_E2E_REPORT ?? 'test-results/report.json' }],
  ],
  // What a customer does on the form's own page goes the same in a frame on somebody else's: the same tests say so.
  projects: [
    { name: 'page' },
    { name: 'embed', grep: isFull ? /@anywhere/ : /@anywhere$/, use: { where: 'embed' } },
  ],
  use: {
    browserName: 'chromium',
    launchOptions: executablePath ? { executablePath, args } : { args },
    trace: 'retain-on-failure',
  },
})
