/** A proof counts for the puzzle that was set, solved as hard as it was set. */
import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2'
import { expect, test } from 'vitest'
import { createPuzzle, readProof } from './proof.ts'

const secrets: readonly [string, string] = ['n'.repeat(32), 'o'.repeat(32)]
const nowMs = Date.now()
const encode = (answer: unknown) => btoa(JSON.stringify(answer))

test('S53 only what was solved for this form, at our difficulty, in its time, is a proof', async () => {
  const challenge = await createPuzzle([secrets[1]], 'support', nowMs)
  const solution = await solveChallenge({ challenge, deriveKey })
  const proof = encode({ challenge, solution })
  const is = async (text: string, form = 'support', timeMs = nowMs) =>
    (await readProof(secrets, form, text, timeMs)).is

  expect(await readProof(secrets, 'support', proof, nowMs)).toMatchObject({
    is: 'solved',
    nonce: challenge.parameters.nonce,
  })
  expect(await is('')).toBe('none')
  expect(await is(proof, 'support', nowMs + 25 * 60 * 60_000)).toBe('none')
  expect(await is(proof, 'returns')).toBe('forged')
  const parameters = { ...challenge.parameters, cost: 1 }
  const eased = { ...challenge, parameters: { ...challenge.parameters, keyPrefix: '0' } }
  const wrong = { ...solution, counter: (solution?.counter ?? 0) + 1 }
  const forgeries = [
    'x',
    encode(null),
    encode({ challenge, solution: wrong }),
    encode({ challenge, solution: { counter: 0, derivedKey: `00${'ab'.repeat(31)}` } }),
    encode({ challenge: { ...challenge, parameters }, solution }),
    encode({ challenge: eased, solution }),
    encode({ challenge: { ...challenge, signature: 'ab'.repeat(32) }, solution }),
    encode({ challenge: { parameters: challenge.parameters }, solution }),
    `${proof}${'A'.repeat(3_000)}`,
  ]
  for (const text of forgeries) expect(await is(text), text.slice(0, 200)).toBe('forged')
})
