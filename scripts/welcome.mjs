/** What a person who has just started the demo needs to know: where to click, and how to answer as staff. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { setting } from './environment.mjs'
import { root } from './project.mjs'

/** The text for the app running at `address` on this machine. */
export function welcome(address) {
  const url = (setting('APP_URL') ?? address).replace(/\/$/, '')
  const helpdesk = setting('HELPDESK') ?? 'builtin'
  const desk = helpdesk === 'builtin' ? builtin(url, address) : other(helpdesk)
  return [
    '',
    'Deskbell is running.',
    '',
    line('The form', `${url}/`),
    line('Embedded', `${elsewhere(url)}/demo`),
    ...desk,
    '',
    'Ctrl-C stops it.',
    '',
  ].join('\n')
}

/** On one's own machine the page that embeds the form comes from another site than it, as it would in earnest. */
function elsewhere(url) {
  return url.replace(/^http:\/\/localhost(?=:|$)/, 'http://127.0.0.1')
}

function builtin(url, address) {
  const email = setting('BUILTIN_STAFF_EMAIL') ?? 'staff@example.com'
  const token = setting('BUILTIN_API_TOKEN') ?? generatedToken()
  return [
    line('The desk', `${url}/desk`),
    line('Staff API', `${url}/api/v1`),
    line('  email', email),
    line('  token', token),
    '',
    'Answer the newest request as staff, in another terminal:',
    '',
    answer(`${address}/api/v1`, `${email}:${token}`),
  ]
}

function other(helpdesk) {
  return [line('Helpdesk', `${helpdesk}, as set in the environment`), '', 'Requests are answered over there.']
}

function generatedToken() {
  return readFileSync(resolve(root, setting('DATA_DIR') ?? './data', 'api-token'), 'utf8').trim()
}

/** One line for any POSIX shell: looks up the slug of the newest conversation, then posts to it. */
function answer(api, credentials) {
  const body = { message: { body: 'Thank you, we are on it.', suppress_autoresolve: true } }
  const curl = `curl -sS -u ${quoted(credentials)}`
  // A conversation names its own slug before its category's.
  const slug = `${curl} '${api}/conversations' | grep -o '"slug":"[^"]*"' | head -n 1 | cut -d '"' -f 4`
  return `${curl} -H 'Content-Type: application/json' -d '${JSON.stringify(body)}' "${api}/conversations/$(${slug})/messages"`
}

function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`
}

function line(label, value) {
  return `${`${label}:`.padEnd(12)} ${value}`
}
