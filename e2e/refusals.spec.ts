/** What a customer meets when something is not taken: said plainly, and never at the price of their words. */
import { join } from 'node:path'
import SqliteConnection from 'better-sqlite3'
import { startApp } from './support/app.ts'
import { fillForm, uniqueSubject } from './support/customer.ts'
import { staffOf } from './support/staff.ts'
import { expect, test } from './support/test.ts'

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('when nothing can be stored, the words come back in a form that sends them again', async ({
    browser,
  }) => {
    const app = await startApp()
    const page = await browser.newPage({ javaScriptEnabled: false })
    const subject = uniqueSubject('Locked')
    await page.goto(app.url)
    await fillForm(page, { subject, message: 'Two lines,\n<b>as typed</b> & "quoted".' })
    const database = new SqliteConnection(join(app.dataDir, 'deskbell.db'))
    database.exec('begin immediate')
    await page.getByRole('button', { name: 'Send message' }).click()
    await expect(page.getByText('nothing you wrote is lost')).toBeVisible()
    await expect(page.getByLabel('Message')).toHaveValue('Two lines,\n<b>as typed</b> & "quoted".')
    database.exec('rollback')
    database.close()
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
    expect(await staffOf(app).messages(subject)).toMatchObject([
      { body: 'Two lines,\n<b>as typed</b> & "quoted".' },
    ])
    await page.close()
    await app.stop()
  })
})

test('a form opened at 127.0.0.1 moves to the name it can be sent from', async ({ page, app }) => {
  await page.goto(app.url.replace('localhost', '127.0.0.1'))
  await expect(page).toHaveURL(`${app.url}/`)
})

test('a script is told a refusal as a refusal, not as a lost answer', async ({ app }) => {
  const post = (headers: Record<string, string>, message: string) =>
    fetch(`${app.url}/submit/support`, {
      method: 'POST',
      // What is refused unread may end its connection: nobody else should get it.
      headers: { accept: 'application/json', connection: 'close', ...headers },
      body: new URLSearchParams({ message }),
    })
  const foreign = await post({ origin: 'https://evil.example' }, 'Hello.')
  expect(foreign.status).toBe(403)
  expect(await foreign.json()).toMatchObject({
    state: 'refused',
    notice: expect.stringMatching(/^Nothing was sent/),
  })
  const large = await post({ origin: app.url }, 'x'.repeat(300_000))
  expect(large.status).toBe(413)
  expect(await large.json()).toMatchObject({ state: 'refused' })
})

test('a post with more parts than a form has is refused, not cut short', async ({ app }) => {
  const body = new FormData()
  for (let count = 0; count < 500; count += 1) body.append(`field-${count}`, 'x')
  const answer = await fetch(`${app.url}/submit/support`, {
    method: 'POST',
    headers: { origin: app.url, connection: 'close' },
    body,
  })
  expect(answer.status).toBe(413)
})

test('S68 a header that asks for less gets no page without its policy', async ({ app }) => {
  for (const header of [
    'next-router-prefetch',
    'next-router-segment-prefetch',
    'x-middleware-subrequest',
    'rsc',
  ]) {
    const answer = await fetch(`${app.url}/t/${'A'.repeat(43)}`, {
      headers: { [header]: '1', connection: 'close' },
    })
    expect(answer.headers.get('content-security-policy'), header).toContain("default-src 'none'")
    expect(answer.headers.get('cache-control'), header).toContain('no-store')
  }
})

test('an address that cannot be read is one that nothing has, and no failure of the server', async ({
  app,
}) => {
  for (const path of [
    '/t/%E0%A4%A',
    '/f/%FF',
    '/%E0',
    '/t/%FF/messages',
    '/uploads/a/%E0%A4%A',
    '/submit/%FF',
  ]) {
    const answer = await fetch(app.url + path)
    expect(answer.status, path).toBe(404)
  }
})

test('the address of the door, opened like a page, leads to the form', async ({ page, app }) => {
  await page.goto('/submit/support')
  await expect(page).toHaveURL(`${app.url}/`)
})
