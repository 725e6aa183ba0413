/** The headers of every route, errors as well: what a page may load, who may frame it, and what is kept of it. */
import { expect, test } from '../support/test.ts'
import { askRaw, type Fields, openForm, postForm, type RawAnswer } from './outsider.ts'

const everywhere = {
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'permissions-policy':
    'camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=(), browsing-topics=()',
  'x-powered-by': undefined,
  'set-cookie': undefined,
  'access-control-allow-origin': undefined,
}

const unframed = { 'x-frame-options': 'DENY', 'cache-control': expect.stringContaining('no-store') }

const form = {
  ...unframed,
  'referrer-policy': 'strict-origin-when-cross-origin',
  'cross-origin-resource-policy': 'cross-origin',
  'cross-origin-embedder-policy': 'require-corp',
}

const page = {
  ...unframed,
  'referrer-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'x-robots-tag': 'noindex, nofollow',
}

const data = {
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
}

const policyOf = (nonce: string) =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "connect-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "worker-src 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default nextjs',
  ].join('; ')

function expectHeaders(answer: RawAnswer, expected: Readonly<Record<string, unknown>>, where: string): void {
  for (const [name, value] of Object.entries({ ...everywhere, ...expected }))
    expect(answer.headers[name], `${name} of ${where}`).toEqual(value)
}

function expectPolicy(answer: RawAnswer, where: string): string {
  const policy = `${answer.headers['content-security-policy']}`
  const [, nonce = ''] = /'nonce-([^']+)'/.exec(policy) ?? []
  expect(nonce, where).toMatch(/^[\w+/]{22}==$/)
  expect(policy, where).toBe(policyOf(nonce))
  return nonce
}

test('pages of forms and conversations, and what stands in their place, have their policy with a nonce of its own', async ({
  app,
}) => {
  const sent = await postForm(app, {
    ...(await openForm(app)),
    ...{ name: 'Mia Berg', email: 'mia@example.org', subject: 'Headers', message: 'Hello.' },
  })
  const thread = new URL(sent.headers.get('location') ?? '').pathname
  const nonces: string[] = []
  for (const path of ['/', '/f/support', '/?again=x', '/?lang=ar']) {
    const answer = await askRaw(app, path)
    expect(answer.status, path).toBe(200)
    expectHeaders(answer, form, path)
    nonces.push(expectPolicy(answer, path))
  }
  const pages = [
    thread,
    `${thread}?sent=1`,
    `/t/${'A'.repeat(43)}`,
    '/nothing',
    '/f/nothing',
    '/link',
    '/threads',
    '/demo',
  ]
  for (const path of pages)
    for (const headers of [{}, { rsc: '1' }, { 'next-router-prefetch': '1', rsc: '1' }] satisfies Fields[]) {
      const answer = await askRaw(app, path, { headers })
      const isRedirect = answer.status >= 300 && answer.status < 400
      expectHeaders(answer, path.startsWith('/f/') ? { ...form } : page, `${path} ${JSON.stringify(headers)}`)
      if (!isRedirect) nonces.push(expectPolicy(answer, path))
    }
  expect(new Set(nonces).size).toBe(nonces.length)
})

test('what is no page has a policy that allows nothing, whatever it answers', async ({ app }) => {
  const { origin } = new URL(app.url)
  const urlencoded = { origin, 'content-type': 'application/x-www-form-urlencoded' }
  const asked: readonly (readonly [string, Parameters<typeof askRaw>[2]])[] = [
    ['/api/health', {}],
    ['/api/v1/conversations', {}],
    ['/api/nothing', {}],
    ['/challenge/support', {}],
    ['/challenge/nothing', {}],
    ['/submit/support', { method: 'POST', headers: urlencoded, body: 'name=Mia' }],
    [
      '/submit/support',
      { method: 'POST', headers: { ...urlencoded, accept: 'application/json' }, body: 'name=Mia' },
    ],
    ['/submit/support', {}],
    [`/t/${'A'.repeat(43)}/messages`, {}],
    ['/uploads', { method: 'POST', headers: { origin } }],
    ['/uploads', { method: 'POST', headers: { origin: 'https://evil.example' } }],
    ['/', { method: 'POST', headers: { origin } }],
    ['/nothing', { method: 'DELETE' }],
  ]
  for (const [path, init] of asked) {
    const answer = await askRaw(app, path, init)
    const where = `${init?.method ?? 'GET'} ${path} (${answer.status})`
    const { 'content-security-policy': policy, ...others } = data
    expectHeaders(answer, path === '/api/nothing' ? {} : others, where)
    expect(`${answer.headers['content-security-policy']}`, where).toContain("default-src 'none'")
    if (path !== '/api/nothing') expect(answer.headers['content-security-policy'], where).toBe(policy)
  }
})

test('refusals that a person may read have a policy without scripts', async ({ app }) => {
  for (const [path, origin] of [
    ['/submit/support', 'https://evil.example'],
    ['/submit/nothing', app.url],
    [`/t/${'A'.repeat(43)}/reply`, app.url],
  ] as const) {
    const headers = { origin, 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await askRaw(app, path, { method: 'POST', headers, body: 'message=Hello' })
    expectHeaders(
      answer,
      { ...unframed, 'referrer-policy': 'same-origin', 'x-robots-tag': 'noindex, nofollow' },
      path,
    )
    const policy = `${answer.headers['content-security-policy']}`
    expect(policy, path).toContain("default-src 'none'")
    expect(policy, path).not.toContain('script-src')
  }
})

test('/.well-known/security.txt names this installation’s own form, for the next months', async ({ app }) => {
  const answer = await fetch(`${app.url}/.well-known/security.txt`)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8'])
  const lines = Object.fromEntries(
    (await answer.text())
      .trim()
      .split('\n')
      .map((line) => line.split(/: (.*)/s)),
  )
  expect(lines).toMatchObject({
    Contact: `${app.url}/`,
    Canonical: `${app.url}/.well-known/security.txt`,
    'Preferred-Languages': expect.stringContaining('en'),
  })
  expect(Date.parse(lines.Expires ?? '')).toBeGreaterThan(Date.now() + 24 * 60 * 60_000)
})
