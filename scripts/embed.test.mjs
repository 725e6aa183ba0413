/** The embed must not weigh on the pages that it stands in. */
import { expect, test } from 'vitest'
import { allowances, bundleEmbed, gzippedBytes } from './embed.mjs'

test('E09 the loader and the scripts of the frame keep to their bytes', async () => {
  const scripts = await bundleEmbed()
  for (const [name, text] of Object.entries(scripts)) {
    expect(gzippedBytes(text), name).toBeLessThanOrEqual(allowances[name])
    expect(gzippedBytes(text), name).toBeGreaterThan(100)
  }
})

test('E11 nothing in the loader needs what a strict host page forbids', async () => {
  const { loader } = await bundleEmbed()
  expect(loader).not.toMatch(
    /innerHTML|insertAdjacentHTML|attachShadow|eval|new Function|document\.write|createElement\("(?:script|style)"/,
  )
  expect(loader, 'it speaks to one origin').not.toMatch(/postMessage\([^)]*"\*"/)
})
