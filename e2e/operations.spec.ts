/** What an operator relies on: the container's folder, the numbers of a monitor, a copy while it runs, and an end in good order. */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { newToken } from '#lib/threads/access.ts'
import { startApp } from './support/app.ts'
import { send } from './support/load.ts'
import { copyStandalone, startStandalone } from './support/standalone.ts'
import { expect, test } from './support/test.ts'

const token = 'a-token-for-the-monitor'

test('the numbers for a monitor are there for who has the token, and nothing is for anybody else', async () => {
  const app = await startApp({ METRICS_TOKEN: token })
  const ask = (authorization: string) => fetch(`${app.url}/metrics`, { headers: { authorization } })
  expect(await send(app.url, { request: newToken(), subject: 'Secret subject' })).toBe('accepted')
  const answer = await ask(`Bearer ${token}`)
  const text = await answer.text()
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    200,
    'text/plain; version=0.0.4; charset=utf-8',
  ])
  expect(text).toContain('deskbell_database_up 1\n')
  expect(text).toContain('deskbell_outbox_rows{state="parked"} 0\n')
  expect(text).toMatch(/^process_resident_memory_bytes [1-9]\d+$/m)
  expect(text).toMatch(/^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="[a-z-]+"\})? [0-9.e+]+)$/m)
  expect(text).not.toMatch(/mia|berg|subject/i)
  for (const other of ['', 'Bearer', `Bearer ${token}x`, `Basic ${token}`])
    expect([(await ask(other)).status, await (await ask(other)).text()]).toEqual([404, ''])
  await app.stop()
  const closed = await startApp()
  expect((await fetch(`${closed.url}/metrics`, { headers: { authorization: 'Bearer ' } })).status).toBe(404)
  await closed.stop()
})

test('the standalone folder runs as nobody and read-only: pages, styles, pictures, messages; and writes to its data alone', async ({
  page,
}) => {
  const program = copyStandalone()
  const before = listing(program.cwd)
  const app = await startStandalone(program)
  await page.goto(app.url)
  await page.getByLabel('Subject').fill('Standalone')
  await page.getByLabel('Message').fill('It works.')
  await page.getByLabel('Your name').fill('Mia Berg')
  await page.getByLabel('Email').fill('mia@example.org')
  const picture = await page.screenshot()
  await page
    .getByLabel('Attachments')
    .setInputFiles([{ name: 'a.png', mimeType: 'image/png', buffer: picture }])
  await expect(page.getByRole('listitem').filter({ hasText: 'a.png' })).toContainText('Ready')
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  await page.close()
  await app.stop()
  expect(listing(program.cwd)).toEqual(before)
  expect(app.output()).not.toMatch(/error|EACCES|EROFS|denied/i)
  program.remove()
})

const listing = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) => {
    const path = join(entry.parentPath, entry.name)
    return entry.isFile() ? `${path} ${statSync(path).mtimeMs}` : path
  })
