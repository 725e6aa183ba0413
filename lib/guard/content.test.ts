/** Words by themselves: unasked offers add up, and a customer’s own words, in whatever language, do not. */
import { expect, test } from 'vitest'
import { readSigns, skeletonOf } from './content.ts'
import { judge } from './verdict.ts'
import { delicateMessages, honestMessages, spamMessages } from './words.testing.ts'

const scoreOf = (words: { name: string; subject: string; message: string }) =>
  judge(readSigns(words, ['help.example.com', 'example.com']), false).score

test('S56 of honest messages none is marked for its words alone', () => {
  expect(honestMessages.length + delicateMessages.length).toBeGreaterThanOrEqual(60)
  const marked = [...honestMessages, ...delicateMessages]
    .map((message) => ({ message, score: scoreOf({ name: 'Mia Berg', subject: 'A question', message }) }))
    .filter(({ score }) => score >= 5)
  expect(marked).toEqual([])
})

test('S56 of unasked offers most are marked for their words alone', () => {
  expect(spamMessages.length).toBeGreaterThanOrEqual(20)
  const passed = spamMessages.filter(
    (message) => scoreOf({ name: 'Eric', subject: 'Quick question', message }) < 5,
  )
  process.stdout.write(
    `unasked offers not marked for their words alone: ${passed.length} of ${spamMessages.length}\n`,
  )
  expect(passed.length).toBeLessThanOrEqual(spamMessages.length / 10)
})

test('a link in a name is nobody’s name', () => {
  expect(scoreOf({ name: 'Win now http://x.example', subject: 'S', message: 'M' })).toBeGreaterThanOrEqual(5)
  expect(scoreOf({ name: 'Dr. O. Netto-Site', subject: 'S', message: 'M' })).toBe(0)
})

test('a shop that is called like its address is no machine for that', () => {
  expect(readSigns({ name: 'Bike-Shop.com', subject: 'S', message: 'M' }, [])).toEqual(['domain-in-name'])
})

test('links to the operator’s own pages count for nothing', () => {
  const message =
    'On https://shop.example.com/a, https://shop.example.com/b and https://example.com/c it says no.'
  expect(readSigns({ name: 'Mia', subject: 'S', message }, ['example.com'])).toEqual([])
})

test('copies of one text are one text, whatever was put in their places; short ones are nobody’s', () => {
  const copy = (name: string, link: string) =>
    skeletonOf(
      `Hello ${name}! We noticed that your shop could sell far more than it does, see ${link} for 500 ideas.`,
    )
  expect(copy('Mia', 'https://a.example/1')).toBe(copy('Sam', 'https://b.example/2'))
  expect(copy('Mia', 'x')).not.toBeNull()
  expect(skeletonOf('Where is my order 1042?')).toBeNull()
})

test('S56 a long text of one pattern is read in no more than its length', () => {
  for (const pattern of ['http://', '[url=', '<a ', 'earn ', 'www.', 'а', 'aа', 'invest '])
    expect(
      readSigns({ name: pattern, subject: pattern, message: pattern.repeat(50_000) }, []).length,
    ).toBeLessThan(20)
})
