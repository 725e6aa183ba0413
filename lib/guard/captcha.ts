/** What a captcha's widget handed to a browser, checked with its provider: one sign more, and never a reason to lose anything. */
import { z } from 'zod'
import type { Captcha } from '#lib/form/captcha.ts'
import { captchaProviders } from './captcha-providers.ts'

/**
 * `none`: nothing was sent. `forged`: the provider never gave it to anybody. `spent`: it was checked before, or its time
 * is over. `unchecked`: the provider did not say.
 */
export type CaptchaAnswer = 'none' | 'solved' | 'forged' | 'spent' | 'unchecked'

interface World {
  readonly fetch: typeof globalThis.fetch
  /** Of the provider; a customer waits meanwhile. */
  readonly timeoutMs: number
  /** Is told why the provider did not say; never of the token or the secret. */
  readonly onFailure: (reason: unknown) => void
}

/** Asks the provider, once, and tells it nothing but the token. Never throws. */
export async function checkCaptcha(
  { provider, secret, verifyUrl }: Pick<Captcha, 'provider' | 'secret' | 'verifyUrl'>,
  token: string,
  { fetch, timeoutMs, onFailure }: World,
): Promise<CaptchaAnswer> {
  if (token === '') return 'none'
  if (token.length > maxCharacters) return 'forged'
  try {
    const answer = await fetch(verifyUrl ?? captchaProviders[provider].verifyUrl, {
      method: 'POST',
      // Both take this form, and one of them no JSON.
      body: new URLSearchParams({ secret, response: token }),
      redirect: 'error',
      cache: 'no-store',
      signal: AbortSignal.timeout(timeoutMs),
    })
    return readAnswer(answerShape.parse(JSON.parse(await readStart(answer))), onFailure)
  } catch (error) {
    onFailure(error)
    return 'unchecked'
  }
}

const maxCharacters = 8_000

const answerShape = z.object({
  success: z.boolean(),
  'error-codes': z.array(z.string().max(100)).default([]),
})

function readAnswer(
  { success, 'error-codes': codes }: z.infer<typeof answerShape>,
  onFailure: World['onFailure'],
): CaptchaAnswer {
  if (success) return 'solved'
  if (codes.some((code) => spentCodes.has(code))) return 'spent'
  if (codes.some((code) => forgedCodes.has(code))) return 'forged'
  // A wrong secret, most likely: the operator's matter, not the customer's.
  onFailure(new Error(`the captcha was not checked: ${codes.join(', ')}`))
  return 'unchecked'
}

const spentCodes = new Set([
  'timeout-or-duplicate',
  'already-seen-response',
  'invalid-or-already-seen-response',
  'expired-input-response',
])
const forgedCodes = new Set(['invalid-input-response', 'missing-input-response'])

/** @throws when there is more than any answer of theirs has. */
async function readStart({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength
    if (bytes > maxBytes) throw new Error('the captcha’s provider sent too much')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const maxBytes = 65_536
