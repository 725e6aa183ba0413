/** Proof of work in ALTCHA's manner: a puzzle that costs a browser half a second, and us a few milliseconds to check. */

import { createChallenge, verifySolution } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { z } from 'zod'
import { keyFor } from '#lib/signed/key.ts'

/** About 256 attempts of 5,000 rounds each, on average. */
const difficulty = { algorithm: 'PBKDF2/SHA-256', cost: 5_000, keyPrefix: '00' } as const
/** As long as a stamp counts. */
const lifeMs = 24 * 60 * 60_000

/** A puzzle for one form, signed. @param secrets of APP_SECRET; the first signs. */
export const createPuzzle = ([first]: readonly [string, ...string[]], form: string, nowMs: number) =>
  createChallenge({
    ...difficulty,
    deriveKey,
    data: { form },
    expiresAt: Math.floor((nowMs + lifeMs) / 1_000),
    hmacSignatureSecret: keyOf(first),
  })

/** `none`: nothing was sent, or its time is over. `forged`: it is no answer to a puzzle of ours for this form. */
export type Proof =
  | { readonly is: 'none' | 'forged' }
  | { readonly is: 'solved'; readonly nonce: string; readonly expiresMs: number }

/** What a browser sent as its proof comes to. Never throws. */
export async function readProof(
  secrets: readonly string[],
  form: string,
  text: string,
  nowMs: number,
): Promise<Proof> {
  if (text === '') return { is: 'none' }
  const answer = text.length > maxCharacters ? null : parse(text)
  if (!answer || answer.challenge.parameters.data.form !== form) return { is: 'forged' }
  const { parameters } = answer.challenge
  if (parameters.expiresAt * 1_000 < nowMs) return { is: 'none' }
  for (const secret of secrets) {
    const { verified } = await verifySolution({ ...answer, deriveKey, hmacSignatureSecret: keyOf(secret) })
    if (verified) return { is: 'solved', nonce: parameters.nonce, expiresMs: parameters.expiresAt * 1_000 }
  }
  return { is: 'forged' }
}

const maxCharacters = 2_000

const keyOf = (secret: string) => keyFor(secret, 'proof of work').export().toString('hex')

const hex = z.string().regex(/^[0-9a-f]{2,128}$/)

/** No more work than we asked for is ever done, whoever signed it: the difficulty is ours alone. */
const answerShape = z.object({
  challenge: z.object({
    parameters: z.strictObject({
      algorithm: z.literal(difficulty.algorithm),
      cost: z.literal(difficulty.cost),
      keyPrefix: z.literal(difficulty.keyPrefix),
      keyLength: z.literal(32),
      nonce: hex,
      salt: hex,
      expiresAt: z.int(),
      data: z.strictObject({ form: z.string() }),
    }),
    signature: hex,
  }),
  solution: z.object({ counter: z.int().min(0), derivedKey: hex }),
})

function parse(text: string): z.infer<typeof answerShape> | null {
  try {
    const result = answerShape.safeParse(JSON.parse(Buffer.from(text, 'base64').toString('utf8')))
    return result.success ? result.data : null
  } catch {
    return null
  }
}
