/** What a start can know of the way from a host page to the frame. */
import { expect, test } from 'vitest'
import { outOfReach } from './reach.ts'

const framers = ['https://*.example.com', 'https://shop.example.org:8443', 'http://127.0.0.1:3000']
const others = framers.slice(0, 2)

test.each([
  ['https://help.example.com', []],
  ['http://help.example.com', others],
  ['http://localhost:3000', others],
  ['https://127.0.0.1', others],
])('E17 from %s no frame comes to %j', (appUrl, unreached) => {
  expect(outOfReach(appUrl, framers)).toEqual(unreached)
})

test('E17 on one’s own machine everything can be tried', () => {
  expect(outOfReach('http://localhost:3000', ['http://127.0.0.1:8080', 'https://localhost'])).toEqual([])
})
