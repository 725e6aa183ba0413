/** Which addresses are one mailbox, and which take no mail of ours. */
import { expect, test } from 'vitest'
import { bucketOf, isMailable } from './address.ts'

test('S48 all spellings of one mailbox are one', () => {
  const gmail = [
    'victim@gmail.com',
    'v.i.c.t.i.m@gmail.com',
    'Victim+1@GMAIL.com',
    'victim+a+b@googlemail.com',
  ]
  expect(new Set(gmail.map(bucketOf))).toEqual(new Set(['victim@gmail.com']))
  const international = ['victim@bücher.example', 'VICTIM@BÜCHER.example', 'victim+1@xn--bcher-kva.example']
  expect(new Set(international.map(bucketOf))).toEqual(new Set(['victim@xn--bcher-kva.example']))
})

test('S48 dots count where they do count', () => {
  expect(bucketOf('mia.berg@example.org')).not.toBe(bucketOf('miaberg@example.org'))
})

test.each([
  'no-reply@example.org',
  'noreply@example.org',
  'No-Reply+tag@example.org',
  'do_not_reply@example.org',
  'MAILER-DAEMON@example.org',
  'postmaster@example.org',
  'bounces@example.org',
])('S50 %s gets no mail: it answers by itself, or nobody reads it', (address) => {
  expect(isMailable(address)).toBe(false)
})

test.each(['mia@example.org', 'reply@example.org', 'noreplybooks@example.org'])(
  'S50 %s is a person',
  (address) => {
    expect(isMailable(address)).toBe(true)
  },
)
