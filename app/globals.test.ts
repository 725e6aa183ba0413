/** The colours of the style sheet can be read: every contrast of the look, computed from the tokens as they are written. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { grounds } from '#lib/form/accent.ts'
import { type Colour, fromOklch, measureContrast, type Oklch } from '#lib/form/colour.ts'

type Scheme = 'light' | 'dark'

const css = readFileSync(new URL('globals.css', import.meta.url), 'utf8')
const everywhere = ['page', 'surface', 'raised', 'sunken', 'field']

function tokenOf(role: string): Record<Scheme, Oklch> {
  const value = css.match(new RegExp(`--color-${role}: light-dark\\((.*)\\);`))?.[1] ?? ''
  const [light, dark] = [...value.matchAll(/oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/g)].map(
    ([, lightness, chroma, hue]): Oklch => [Number(lightness), Number(chroma), Number(hue)],
  )
  if (!light || !dark) throw new Error(`the style sheet has no token ${role} for both schemes`)
  return { light, dark }
}

const colourOf = (role: string, scheme: Scheme): Colour => fromOklch(tokenOf(role)[scheme])

/** The least contrast of a role over some grounds, in the scheme where it is least. */
function leastContrast(role: string, over: readonly string[]): number {
  const ratios = (['light', 'dark'] as const).flatMap((scheme) =>
    over.map((ground) => measureContrast(colourOf(role, scheme), colourOf(ground, scheme))),
  )
  return Math.min(...ratios)
}

test('words stand out from every ground', () => {
  const softGrounds = ['danger-soft', 'success-soft', 'warn-soft']
  expect(leastContrast('text', [...everywhere, ...softGrounds])).toBeGreaterThanOrEqual(7)
})

test('hints, times and counters are no pale small print', () => {
  expect(leastContrast('muted', everywhere)).toBeGreaterThanOrEqual(4.5)
})

test('states can be read on the page and on their own ground', () => {
  expect(leastContrast('danger', [...everywhere, 'danger-soft'])).toBeGreaterThanOrEqual(4.5)
  expect(leastContrast('success', [...everywhere, 'success-soft'])).toBeGreaterThanOrEqual(4.5)
  expect(leastContrast('warn', [...everywhere, 'warn-soft'])).toBeGreaterThanOrEqual(4.5)
})

test('the edges of controls and the focus ring can be seen', () => {
  expect(leastContrast('control', everywhere)).toBeGreaterThanOrEqual(3)
  expect(leastContrast('focus', everywhere)).toBeGreaterThanOrEqual(3)
})

test('the accent is computed for the grounds that the style sheet really has', () => {
  for (const role of ['page', 'surface', 'raised', 'text'] as const) {
    expect(tokenOf(role)).toEqual({ light: grounds.light[role], dark: grounds.dark[role] })
  }
})
