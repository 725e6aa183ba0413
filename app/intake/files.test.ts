/** What is said about files that came with a form and were not taken. */
import { expect, test } from 'vitest'
import { translator } from '#lib/i18n/translator.ts'
import { fileMistakes } from './files.ts'
import type { RefusedFile } from './posted.ts'

const large: RefusedFile = { name: 'large.pdf', error: 'size' }
const unstored: RefusedFile = { name: 'receipt.pdf', error: 'full' }
const linesOf = (refused: readonly RefusedFile[], isHeldUp: boolean) =>
  fileMistakes(
    translator('en'),
    { read: () => '', readAll: () => [], names: [], uploads: [], leftOut: [], refused, network: null },
    isHeldUp,
  ).attachments?.split('\n')

test('a file that we could not store does not bring the form back', () => {
  expect(linesOf([unstored], false)).toBeUndefined()
})

test('a form that comes back names every file that is to be added again, whosever fault it was', () => {
  const both = ['large.pdf is larger than 25 MB', 'receipt.pdf could not be stored right now. Add it again']
  expect(linesOf([large, unstored], false)).toEqual(both)
  expect(linesOf([large, unstored], true)).toEqual(both)
  expect(linesOf([unstored], true)).toEqual(both.slice(1))
})

test('more files than a message carries bring it back, wherever they come from', () => {
  const uploads = Array.from({ length: 11 }, (_, index) => String(index))
  const posted = {
    read: () => '',
    readAll: () => [],
    names: [],
    uploads,
    leftOut: [],
    network: null,
    refused: [],
  }
  expect(fileMistakes(translator('en'), posted, false)).toEqual({
    attachments: 'Only 10 files can be added; the rest were left out',
  })
  expect(fileMistakes(translator('en'), { ...posted, uploads: uploads.slice(1) }, false)).toEqual({})
})
