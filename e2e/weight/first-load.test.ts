import { expect, test } from 'vitest'
import { scriptsNamedIn } from './first-load.ts'

const html = `<html><head><script src="/_next/static/chunks/a.js" async=""></script>
<script src="/_next/static/chunks/old.js" noModule=""></script>
<link rel="preload" as="script" href="/_next/static/chunks/b.js?dpl=1"/></head><body>
<script>self.__next_f.push([1,"1:I[7,[\\"/_next/static/chunks/a.js\\",\\"/_next/static/chunks/c.js\\"],\\"Form\\"]"])</script>`

test('every script that a page names counts once, and those for browsers of the past do not', () => {
  expect(scriptsNamedIn(html)).toEqual([
    '/_next/static/chunks/a.js',
    '/_next/static/chunks/b.js',
    '/_next/static/chunks/c.js',
  ])
})
