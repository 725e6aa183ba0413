import fc from 'fast-check'
import { fromHtml } from 'hast-util-from-html'
import { expect, test } from 'vitest'
import { isModest, maxDepth, maxNodes } from './limits.ts'

test('S27 as many elements and as deep as allowed, and not one more', () => {
  expect(isModest('<br>'.repeat(maxNodes))).toBe(true)
  expect(isModest('<br>'.repeat(maxNodes + 1))).toBe(false)
  expect(isModest('<div>'.repeat(maxDepth))).toBe(true)
  expect(isModest('<div>'.repeat(maxDepth + 1))).toBe(false)
  expect(isModest('<div><i>x</i></div>'.repeat(1_500))).toBe(true)
})

test('S27 what the parser reopens in every paragraph counts in every paragraph', () => {
  expect(isModest(`${'<b>'.repeat(5)}${'<p>x'.repeat(500)}`)).toBe(true)
  expect(isModest(`${'<b>'.repeat(35)}${'<p>x'.repeat(500)}`)).toBe(false)
  expect(isModest('<b>'.repeat(41))).toBe(false)
  expect(isModest('</p>'.repeat(maxNodes + 1))).toBe(false)
})

test('S27 an end tag that may close nothing does not make room', () => {
  expect(isModest('<div><ul></div><li></ul></div>'.repeat(200))).toBe(false)
  expect(isModest(`${'<div>'.repeat(90)}<table><td>${'</div>'.repeat(90)}`.repeat(3))).toBe(false)
  expect(isModest('<div><!-- </div> -->'.repeat(201))).toBe(false)
  expect(isModest('<div><p title="</div>"></p>'.repeat(201))).toBe(false)
  expect(isModest('<div><title></div></title>'.repeat(201))).toBe(false)
})

test('S27 a tag with hundreds of attributes is refused', () => {
  const tag = (count: number) => `<p ${Array.from({ length: count }, (_, index) => `x${index}`).join(' ')}>`
  expect([isModest(tag(100)), isModest(tag(101))]).toEqual([true, false])
})

test('S27 after a tag that changes how tags are read only little may follow', () => {
  expect(isModest(`<svg>${'<g>'.repeat(99)}`)).toBe(true)
  expect(isModest(`<svg>${'<g>'.repeat(100)}`)).toBe(false)
  expect(isModest('<svg><title><div></title></svg>'.repeat(100))).toBe(false)
  expect(isModest(`${'<div>'.repeat(101)}<svg>`)).toBe(false)
  expect(isModest(`<svg ${'x '.repeat(9_000)}>`)).toBe(false)
})

const name = fc.constantFrom(
  'b',
  'i',
  'a',
  'p',
  'div',
  'ul',
  'li',
  'dl',
  'dd',
  'table',
  'tr',
  'td',
  'button',
  'form',
  'h1',
)
const unit = fc
  .array(
    fc.oneof(
      name.map((tag) => `<${tag}>`),
      name.map((tag) => `</${tag}>`),
      fc.constant('x'),
    ),
    { minLength: 1, maxLength: 9 },
  )
  .map((pieces) => pieces.join(''))

test('S27 no repetition within the limits builds a tree deeper than a parser can walk', () => {
  fc.assert(
    fc.property(unit, fc.integer({ min: 1, max: 3_000 }), (pieces, times) => {
      const html = pieces.repeat(times)
      fc.pre(html.length <= 64 * 1024 && isModest(html))
      expect(depthOf(html)).toBeLessThan(4 * maxDepth)
    }),
    { numRuns: 300, seed: 27 },
  )
})

function depthOf(html: string): number {
  let level = fromHtml(html).children
  for (let depth = 0; ; depth += 1) {
    if (level.length === 0) return depth
    level = level.flatMap((node) => ('children' in node ? node.children : []))
  }
}
