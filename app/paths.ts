/** The addresses of DESIGN.md section 2, written in one place. */

export const formPath = (form: string) => (form === 'support' ? '/' : `/f/${encodeURIComponent(form)}`)
export const submitPath = (form: string) => `/submit/${encodeURIComponent(form)}`
export const threadPath = (token: string) => `/t/${token}`
export const replyPath = (token: string) => `/t/${token}/reply`
export const newsPath = (token: string) => `/t/${token}/messages`
export const downloadPath = (token: string) => `/t/${token}/download`
