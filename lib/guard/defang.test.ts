/** What a helpdesk quotes in its mail leads nowhere, and still says what it said. */
import { expect, test } from 'vitest'
import { defang, defangName } from './defang.ts'

test('S47 a link in a name or a subject is words', () => {
  expect(defang('Win at https://evil.example/x?y=1')).toBe('Win at https[:]//evil.example/x?y=1')
  expect(defang('HTTP://A http://b ftp://c')).toBe('HTTP[:]//A http[:]//b ftp[:]//c')
  expect(defang('see www.evil.example')).toBe('see www[.]evil.example')
  expect(defangName('Free at evil-site.com')).toBe('Free at evil-site[.]com')
})

test('names and subjects without links stay as they are', () => {
  for (const text of ['Dr. M. Berg', 'Order no. 10.42', 'Re: zip / lid', 'a.b.c', 'Zip: broken', 'مية بيرغ'])
    expect([defang(text), defangName(text)]).toEqual([text, text])
})
