/** The captchas that an operator may choose: all work alike, and each has its own addresses. */
import type { CaptchaSettings } from '#lib/form/definition.ts'

export interface CaptchaProvider {
  /** Calls `window.captchaIsHere` when it has come. */
  readonly script: string
  /** The name of what the script puts on `window`. */
  readonly api: string
  readonly verifyUrl: string
  /** Whom its widget loads from and frames. */
  readonly sources: readonly string[]
}

const query = 'render=explicit&onload=captchaIsHere'

export const captchaProviders: Readonly<Record<CaptchaSettings['provider'], CaptchaProvider>> = {
  turnstile: {
    script: `https://challenges.cloudflare.com/turnstile/v0/api.js?${query}`,
    api: 'turnstile',
    verifyUrl: 'https://challenges.cloudflare.com/turnstile/v0/siteverify',
    sources: ['https://challenges.cloudflare.com'],
  },
  hcaptcha: {
    script: `https://js.hcaptcha.com/1/api.js?${query}&recaptchacompat=off`,
    api: 'hcaptcha',
    verifyUrl: 'https://api.hcaptcha.com/siteverify',
    sources: ['https://hcaptcha.com', 'https://*.hcaptcha.com'],
  },
}
