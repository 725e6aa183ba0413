/** The operator's captcha, where there is one: its script is asked for when a customer begins, and where it cannot come nothing is missing. */

interface Widget {
  render(
    place: HTMLElement,
    options: {
      readonly sitekey: string
      readonly callback: (token: string) => void
      readonly 'expired-callback': () => void
      readonly 'error-callback': () => void
    },
  ): unknown
}

declare global {
  interface Window {
    turnstile?: Widget
    hcaptcha?: Widget
    captchaIsHere?: () => void
  }
}

/** Once for a page. @param place where the widget goes; says whose it is. */
export function startCaptcha(form: HTMLFormElement, place: HTMLElement): void {
  const { script, api, sitekey = '' } = place.dataset
  const input = form.elements.namedItem('captcha')
  if (!script || !(input instanceof HTMLInputElement) || window.captchaIsHere) return
  const say = (token: string) => {
    input.value = token
  }
  window.captchaIsHere = () => {
    const widget = api === 'turnstile' ? window.turnstile : window.hcaptcha
    widget?.render(place, {
      sitekey,
      callback: say,
      'expired-callback': () => say(''),
      'error-callback': () => say(''),
    })
  }
  const element = document.createElement('script')
  element.nonce = document.querySelector('script')?.nonce ?? ''
  element.async = true
  element.src = script
  document.head.append(element)
}
