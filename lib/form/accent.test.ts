/** Any brand colour stays readable; the fixtures are those of the look's own table. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deriveAccent, grounds } from './accent.ts'
import { type Colour, fromOklch, measureContrast, parseHex } from './colour.ts'

test('the default blue stays itself and lightens its links in the dark', () => {
  const { light, dark } = deriveAccent('#2f5bc2')
  expect(light).toMatchObject({ fill: '#2f5bc2', ink: '#ffffff', edge: '#2f5bc2', text: '#2f5bc2' })
  expect(dark).toMatchObject({ fill: '#2f5bc2', ink: '#ffffff', edge: '#5c8df9', text: '#5c8df9' })
})

test('a yellow brand gets black words, and darker links on a light page', () => {
  const { light, dark } = deriveAccent('#ffd400')
  expect(light).toMatchObject({ fill: '#ffd400', ink: '#000000', edge: '#7d6707', text: '#7d6707' })
  expect(dark).toMatchObject({ fill: '#ffd400', ink: '#000000', edge: '#ffd400', text: '#ffd400' })
})

test('a nearly black brand does not vanish in the dark', () => {
  const { light, dark } = deriveAccent('#111111')
  expect(light).toMatchObject({ fill: '#111111', ink: '#ffffff', edge: '#111111', text: '#111111' })
  expect(dark).toMatchObject({ fill: '#ebedef', ink: '#000000', edge: '#ebedef', text: '#919191' })
})

test('an orange brand gets black words and a visible edge', () => {
  const { light, dark } = deriveAccent('#f97316')
  expect(light).toMatchObject({ fill: '#f97316', ink: '#000000', edge: '#ae4c00', text: '#ae4c00' })
  expect(dark).toMatchObject({ fill: '#f97316', ink: '#000000', edge: '#f97316', text: '#f97316' })
})

test('whatever the brand colour, button, edges and links can be read in both schemes', () => {
  const anyColour = fc.integer({ min: 0, max: 0xffffff })
  fc.assert(
    fc.property(anyColour, fc.constantFrom('light', 'dark'), (number, scheme) => {
      const accent = deriveAccent(`#${number.toString(16).padStart(6, '0')}`)[scheme]
      const { page, surface, raised } = grounds[scheme]
      const on = (hex: string, ground: Colour) => measureContrast(parseHex(hex), ground)
      expect(on(accent.ink, parseHex(accent.fill))).toBeGreaterThanOrEqual(4.5)
      expect(on(accent.ink, parseHex(accent.hover))).toBeGreaterThanOrEqual(4.5)
      expect(on(accent.edge, fromOklch(surface))).toBeGreaterThanOrEqual(2.99)
      expect(on(accent.text, parseHex(accent.soft))).toBeGreaterThanOrEqual(4.5)
      for (const ground of [page, surface, raised]) {
        expect(on(accent.text, fromOklch(ground))).toBeGreaterThanOrEqual(4.9)
      }
    }),
    { numRuns: 2_000 },
  )
})

test('a colour that is not one becomes black instead of breaking the page', () => {
  expect(deriveAccent('url(x)').light.fill).toBe('#000000')
})
