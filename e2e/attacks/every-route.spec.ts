/** No route is without its headers: all that the build has are asked in every way, with and without what they are for. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { App } from '../support/app.ts'
import { staffOf } from '../support/staff.ts'
import { expect, test } from '../support/test.ts'
import { askRaw, openForm, postForm, type RawAnswer } from './outsider.ts'

const root = resolve(import.meta.dirname, '../..')

/** Every route that was built, by its pattern. */
const routes: readonly string[] = Object.values(
  JSON.parse(readFileSync(join(root, '.next/app-path-routes-manifest.json'), 'utf8')),
)

/** What stands in the place of each part of a pattern: one that there is, and one that there is not. */
async function partsOf(app: App): Promise<Readonly<Record<string, readonly [string, string]>>> {
  const words = { name: 'Mia Berg', email: 'mia@example.org', subject: 'Every route', message: 'Hello.' }
  const sent = await postForm(app, { ...(await openForm(app)), ...words })
  const token = new URL(sent.headers.get('location') ?? '').pathname.split('/')[2] ?? ''
  const [message] = await staffOf(app).messages('Every route')
  const unknown = 'A'.repeat(43)
  return {
    '[form]': ['support', 'nothing'],
    '[token]': [token, unknown],
    '[slug]': [message?.conversation.slug ?? '', 'nothing'],
    '[view]': ['open', 'nothing'],
    '[reference]': ['0000-0000', 'nothing'],
    '[id]': [unknown, 'nothing'],
    '[name]': ['a.png', 'nothing'],
    '[[...path]]': ['conversations', ''],
  }
}

/** Pictures and scripts without a word of anybody's. */
const isAsset = (path: string) =>
  /^\/(?:_next\/static\/|embed\/[^/]+\.js$|favicon\.ico$|icon\.svg$)/.test(path)
const isLoader = (path: string) => /^\/embed\/[^/]+\.js$/.test(path)

/** What is wrong with the headers, in words; empty when nothing is. */
function wrongIn({ headers }: RawAnswer, path: string): string[] {
  const policy = `${headers['content-security-policy'] ?? ''}`
  const isFramed = path.startsWith('/embed/')
  const rules: readonly (readonly [string, boolean])[] = [
    ['strict-transport-security', headers['strict-transport-security'] === 'max-age=31536000'],
    ['nosniff', headers['x-content-type-options'] === 'nosniff'],
    ['permissions-policy', `${headers['permissions-policy']}`.startsWith('camera=(), microphone=()')],
    ['x-powered-by', headers['x-powered-by'] === undefined],
    ['set-cookie', /\/sign-out$/.test(path) || headers['set-cookie'] === undefined],
    ['access-control', isLoader(path) || headers['access-control-allow-origin'] === undefined],
    ['one policy', isAsset(path) || policy.match(/default-src 'none'/g)?.length === 1],
    ['frame-ancestors', isAsset(path) || isFramed || policy.includes("frame-ancestors 'none'")],
    ['no unsafe', !/unsafe|\*(?!\.)|https?:(?!\/\/(?:127\.0\.0\.1|localhost))/.test(policy)],
    ['x-frame-options', isAsset(path) || isFramed || headers['x-frame-options'] === 'DENY'],
    ['referrer-policy', isAsset(path) || /^(?:same|strict)-origin/.test(`${headers['referrer-policy']}`)],
    ['no-store', isAsset(path) || `${headers['cache-control']}`.includes('no-store')],
  ]
  return rules.filter(([, isRight]) => !isRight).map(([rule]) => rule)
}

test('every route that was built has its headers, whoever asks for what and however', async ({ app }) => {
  const parts = await partsOf(app)
  const wrong: string[] = []
  const paths = routes
    .filter((route) => !/_global-error|_not-found/.test(route))
    .flatMap((route) =>
      [0, 1].map((which) =>
        route.replace(/\[[^/]+/g, (part) => parts[part]?.[which] ?? `there is no example of ${part}`),
      ),
    )
  expect(paths.filter((path) => path.includes('no example'))).toEqual([])
  const origins = [app.url, 'https://evil.example']
  const ways = [
    { method: 'GET' },
    { method: 'GET', headers: { rsc: '1' } },
    { method: 'HEAD' },
    { method: 'DELETE' },
    ...origins.map((origin) => ({
      method: 'POST',
      headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'nothing=1',
    })),
  ]
  for (const path of [...new Set(paths), '/nothing', '/%zz', '/desk/nothing', '/api/nothing'])
    for (const way of ways) {
      const answer = await askRaw(app, path, way)
      const found = wrongIn(answer, path)
      if (found.length > 0) wrong.push(`${way.method} ${path} ${answer.status}: ${found.join(', ')}`)
    }
  expect(wrong).toEqual([])
})

test('what is built for browsers has them too', async ({ app }) => {
  const built = readdirSync(join(root, '.next/static'), { recursive: true, encoding: 'utf8' })
  const files = built.filter((file) => /\.(?:js|css)$/.test(file)).map((file) => `/_next/static/${file}`)
  const scripts = readdirSync(join(root, 'public/embed')).map((file) => `/embed/${file}`)
  expect(files.length).toBeGreaterThan(10)
  for (const path of [...files, ...scripts]) {
    const answer = await askRaw(app, path)
    expect([path, answer.status, wrongIn(answer, path)]).toEqual([path, 200, []])
  }
})
