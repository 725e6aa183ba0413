/** Unit tests: everything that runs without a build and a browser. */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: `${import.meta.dirname}/..`,
  test: {
    include: ['{app,components,lib,scripts,e2e}/**/*.test.{ts,tsx}', 'scripts/**/*.test.mjs'],
    exclude: ['**/node_modules/**', '.next/**'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
