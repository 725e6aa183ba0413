/** What is installed, by the lock file alone: no package below its floor, none under a licence that asks for more than its name. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { root } from './project.mjs'

const { packages } = JSON.parse(readFileSync(`${root}/package-lock.json`, 'utf8'))
const installed = Object.entries(packages)
  .filter(([path]) => path !== '')
  .map(([path, entry]) => ({ name: path.replace(/^.*node_modules\//, ''), ...entry }))

/** Below these versions stand the advisories of security.md 2.1 and 5. */
const floors = {
  next: '16.4.5',
  react: '19.3.1',
  'react-dom': '19.3.1',
  'react-server-dom-webpack': '19.3.1',
  'react-server-dom-turbopack': '19.3.1',
  sharp: '0.35.0',
  'sanitize-html': '2.17.4',
  dompurify: '3.4.17',
  'markdown-it': '15.0.3',
}

test('S72 no package is older than the version that mended its known holes', () => {
  const old = installed.filter(({ name, version }) => floors[name] && isBelow(version, floors[name]))
  expect(old.map(({ name, version }) => `${name} ${version}`)).toEqual([])
  expect(installed.filter(({ name }) => name === 'next')).toHaveLength(1)
})

test('S72 a version below its floor is noticed', () => {
  expect(
    ['16.4.4', '16.3.9', '15.9.9', '16.4.5-canary.1'].every((version) => isBelow(version, '16.4.5')),
  ).toBe(true)
  expect(['16.4.5', '16.4.10', '16.10.0', '17.0.0'].some((version) => isBelow(version, '16.4.5'))).toBe(false)
})

function isBelow(version, floor) {
  const numbers = (text) => text.split('-')[0].split('.').map(Number)
  const [left, right] = [numbers(version), numbers(floor)]
  const place = left.findIndex((number, index) => number !== right[index])
  return place === -1 ? version.includes('-') : left[place] < right[place]
}

const permitted = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'MPL-2.0',
  'BlueOak-1.0.0',
  'CC0-1.0',
  // Data: browsers’ versions.
  'CC-BY-4.0',
  // argparse, for development.
  'PSF-2.0',
])

/** libvips is loaded as a library of its own, unchanged; the LGPL asks no more of who does that. */
const isLibrary = ({ name }) => name.startsWith('@img/sharp-')

/** Old packages of the tests that name their licence in another field: all MIT. */
const named = ['busboy', 'dicer', 'streamsearch', 'humanize-number', 'only']

test('every package has a licence under which it may be passed on', () => {
  const others = installed.filter((entry) => !isPermitted(entry.license ?? '') && !isKnown(entry))
  expect(others.map(({ name, license }) => `${name} ${license}`)).toEqual([])
})

const isPermitted = (licence) =>
  licence
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((each) => permitted.has(each)))

const isKnown = (entry) =>
  (isLibrary(entry) && /LGPL-3\.0-or-later/.test(entry.license)) || (entry.dev && named.includes(entry.name))

test('every package is named with its content’s hash, and none with the address of somebody’s registry', () => {
  expect(
    installed.filter(({ integrity, inBundle }) => !integrity && !inBundle).map(({ name }) => name),
  ).toEqual([])
  expect(installed.filter(({ resolved = '' }) => /^https?:/.test(resolved)).map(({ name }) => name)).toEqual(
    [],
  )
})
