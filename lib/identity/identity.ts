/** Who a customer is in the words of the operator's own site, which has signed them in: a token, short-lived, HS256. */
import { jwtVerify } from 'jose'
import { z } from 'zod'
import { hashOf } from '#lib/db/hash.ts'
import { cleanText } from '#lib/form/clean.ts'
import { checkEmail } from '#lib/form/formats.ts'

export interface Identity {
  /** SHA-256 of the token's `sub`, hex: whoever reads our database does not learn the site's own ids. */
  readonly hash: string
  readonly name: string
  readonly email: string
  /** The site says that the address is the customer's. */
  readonly isVerified: boolean
}

export interface TokenRules {
  /** IDENTITY_SECRET: any of them may have signed. */
  readonly secrets: readonly string[]
  /** Our own origin. */
  readonly audience: string
  readonly nowMs: number
}

/**
 * Who `token` names; null for everything that is not just right: another algorithm or type, a foreign audience or
 * secret, no end, an end that is past, or older than an hour, however far its end. Never throws.
 */
export async function readIdentity(token: unknown, rules: TokenRules): Promise<Identity | null> {
  if (typeof token !== 'string' || token.length > maxCharacters) return null
  for (const secret of rules.secrets) {
    const identity = await readWith(secret, token, rules)
    if (identity) return identity
  }
  return null
}

const maxCharacters = 4_096
const clockSkewSeconds = 30

async function readWith(secret: string, token: string, rules: TokenRules): Promise<Identity | null> {
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
      algorithms: ['HS256'],
      typ: 'JWT',
      audience: rules.audience,
      requiredClaims: ['sub', 'exp', 'iat'],
      maxTokenAge: 3_600,
      clockTolerance: clockSkewSeconds,
      currentDate: new Date(rules.nowMs),
    })
    const { sub, name, email, email_verified } = claims.parse(payload)
    return { hash: hashOf(sub), name, email, isVerified: email_verified }
  } catch {
    return null
  }
}

/** As the form would take them. */
const claims = z.object({
  sub: z.string().min(1).max(255),
  name: z
    .string()
    .transform((text) => cleanText(text, 'text').trim())
    .pipe(z.string().min(1).max(100)),
  email: z
    .string()
    .transform((text) => cleanText(text, 'email').trim())
    .pipe(z.string().max(254))
    .refine((text) => checkEmail(text) === null),
  email_verified: z.boolean().default(false),
})
