/** Whom the pages of forms load from beside ourselves: nobody, unless the operator has chosen a captcha. */
import { captcha } from '#lib/form/captcha.ts'
import { captchaProviders } from '#lib/guard/captcha-providers.ts'

export function captchaSources(): readonly string[] {
  const configured = captcha()
  return configured ? captchaProviders[configured.provider].sources : []
}
