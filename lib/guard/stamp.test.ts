/** A stamp is worth something for the form that it was drawn with, and for nobody who made one up. */
import { expect, test } from 'vitest'
import { readFormStamp, stampForm } from './stamp.ts'

const secrets = ['a'.repeat(32)]
const nowMs = 1_800_000_000_000

test('a form’s own stamp says when it was drawn, also after the secret was rotated', () => {
  const stamp = stampForm(secrets, 'support', nowMs)
  expect(readFormStamp(secrets, 'support', stamp, nowMs + 1)).toMatchObject({ drawnMs: nowMs })
  expect(readFormStamp(['b'.repeat(32), ...secrets], 'support', stamp, nowMs)).not.toBeNull()
  expect(stampForm(secrets, 'support', nowMs)).not.toBe(stamp)
})

test('S53 no stamp, half a stamp, another form’s, one that is older than it says, and one from the future a month ago', () => {
  const stamp = stampForm(secrets, 'support', nowMs)
  const [nonce = '', drawn = '', signature = ''] = stamp.split('.')
  const forged = [
    '',
    'x',
    stamp.slice(0, -1),
    `${stamp}x`,
    `${nonce}.${Number(drawn) - 10_000}.${signature}`,
    `${nonce.replace(/^./, (letter) => (letter === 'A' ? 'B' : 'A'))}.${drawn}.${signature}`,
    `${nonce}.${drawn}.${'A'.repeat(43)}`,
    `${nonce}.-1.${signature}`,
    stampForm(['b'.repeat(32)], 'support', nowMs),
  ]
  for (const text of forged) expect(readFormStamp(secrets, 'support', text, nowMs), text).toBeNull()
  expect(readFormStamp(secrets, 'returns', stamp, nowMs)).toBeNull()
  expect(readFormStamp(secrets, 'support', stamp, nowMs + 31 * 24 * 60 * 60_000)).toBeNull()
})
