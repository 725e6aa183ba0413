/** The captcha of this installation: what the configuration says of it, with its secret. */
import { EnvironmentError, environment } from '#lib/env/env.ts'
import { variables } from '#lib/env/variables.ts'
import type { CaptchaSettings } from './definition.ts'
import { support } from './support.ts'

export interface Captcha extends CaptchaSettings {
  readonly secret: string
  /** Null means the provider's own. */
  readonly verifyUrl: string | null
}

/** Null where none is configured. @throws EnvironmentError when its secret is missing; the start asks first. */
export function captcha(): Captcha | null {
  const settings = support().spam?.captcha
  if (!settings) return null
  const { captchaSecret: secret, captchaVerifyUrl: verifyUrl } = environment()
  if (secret) return { ...settings, secret, verifyUrl }
  const { needs } = variables.CAPTCHA_SECRET
  throw new EnvironmentError([`CAPTCHA_SECRET needs ${needs} (spam.captcha); got nothing`])
}
