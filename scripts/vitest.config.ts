/** Unit tests: everything that runs without a build and a browser. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: `${import.meta.dirname}/..`,
  test: {
    include: ['{app,components,lib,scripts,e2e}/**/*.test.{ts,tsx}', 'scripts/**/*.test.mjs'],
    exclude: ['**/node_modules/**', '.next/**'],
    // Settings that a test does not give are read on the way; they must not leave a folder here.
    env: { DATA_DIR: mkdtempSync(join(tmpdir(), 'deskbell-unit-')) },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
