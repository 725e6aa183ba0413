/** Nobody sees a thread, or an internal note, that is not theirs. */
import { fillForm, sendRequest, uniqueSubject } from './support/customer.ts'
import { staffOf } from './support/staff.ts'
import { expect, test } from './support/test.ts'

test('S10 S12 an internal note is in no answer that the customer’s browser gets', async ({ page, app }) => {
  const staff = staffOf(app)
  const subject = uniqueSubject('Secret note')
  await sendRequest(page, { subject, message: 'Hello.' })
  const [message] = await staff.messages(subject)
  const slug = message?.conversation.slug ?? ''
  await staff.note(slug, 'CANARY-NOTE the customer must not see this')
  await staff.answer(slug, 'A visible answer.')
  const thread = page.url().replace('?sent=1', '')

  const bodies: string[] = []
  page.on('response', async (response) => bodies.push(await response.text().catch(() => '')))
  await page.goto(thread)
  await expect(page.getByText('A visible answer.')).toBeVisible()
  const answers = await Promise.all([
    fetch(thread),
    fetch(thread, { headers: { RSC: '1' } }),
    fetch(`${thread}?_rsc=1`, { headers: { RSC: '1', 'Next-Router-Prefetch': '1' } }),
    fetch(`${thread}.rsc`),
    fetch(thread, { method: 'HEAD' }),
  ])
  for (const answer of answers) bodies.push(await answer.text(), JSON.stringify([...answer.headers]))
  bodies.push(await page.content())
  const all = bodies.join('\n')
  expect(all).toContain('A visible answer.')
  expect(all).not.toContain('CANARY-NOTE')
  expect(all, 'S12 the address of staff').not.toContain('staff@example.com')
  expect(all, 'S12 the helpdesk’s own handle').not.toContain(slug)
})

test('S01 S02 a slug, a cut or an unknown token open nothing, and all look the same', async ({
  page,
  app,
}) => {
  const subject = uniqueSubject('Guess me')
  await sendRequest(page, { subject, message: 'Hello.' })
  const [message] = await staffOf(app).messages(subject)
  const token = /\/t\/([\w-]{43})/.exec(page.url())?.[1] ?? ''
  const guesses = [
    message?.conversation.slug ?? '',
    token.slice(0, 42),
    `${token}A`,
    'A'.repeat(43),
    '%20',
    '%00',
    'undefined',
    'a'.repeat(5_000),
  ]
  for (const guess of guesses) {
    const answer = await fetch(`${app.url}/t/${guess}`)
    expect(answer.status, guess.slice(0, 50)).toBe(404)
    const body = await answer.text()
    expect(body).toContain('This link does not open a conversation')
    expect(body).not.toContain(subject)
  }
})

test('a request id that somebody planted opens nothing: the link is made from the words too', async ({
  page,
  app,
}) => {
  const planted = 'P'.repeat(43)
  const prepared = await fetch(`${app.url}/submit/support`, {
    method: 'POST',
    headers: { Origin: app.url },
    body: new URLSearchParams({ request: planted }),
    redirect: 'manual',
  })
  await page.goto(prepared.headers.get('location') ?? '')
  await expect(page.locator('input[name=request]')).toHaveValue(planted)
  await fillForm(page, { subject: uniqueSubject('Planted'), message: 'For the team only.' })
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  expect(page.url()).not.toContain(planted)
  expect((await fetch(`${app.url}/t/${planted}`)).status).toBe(404)
})

test('S59 a form sent from another site is refused', async ({ app }) => {
  const body = new URLSearchParams({
    subject: 'Forged',
    message: 'Forged.',
    name: 'M',
    email: 'm@example.org',
  })
  const origins = ['https://evil.example', 'null', `${app.url}.evil.example`]
  for (const headers of [{}, ...origins.map((Origin) => ({ Origin }))]) {
    const answer = await fetch(`${app.url}/submit/support`, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
    })
    expect(answer.status).toBe(403)
  }
  expect(await staffOf(app).messages('Forged')).toEqual([])
})

test('a thread page is private to caches, to frames and to search engines', async ({ page }) => {
  await sendRequest(page, { subject: uniqueSubject('Headers'), message: 'Hello.' })
  const { headers } = await page.request.get(page.url()).then((answer) => ({ headers: answer.headers() }))
  expect(headers['cache-control']).toContain('no-store')
  expect(headers['x-robots-tag']).toBe('noindex, nofollow')
  expect(headers['referrer-policy']).toBe('same-origin')
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
  expect(headers['x-powered-by']).toBeUndefined()
  expect(headers['set-cookie']).toBeUndefined()
})
