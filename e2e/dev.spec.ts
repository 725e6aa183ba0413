/** `npm run dev`: the development server shows the form alive, under its own looser policy. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { freePort } from './support/app.ts'
import { summaryOf } from './support/customer.ts'
import { expect, test } from './support/test.ts'

test('the development server shows the form, and the form answers', async ({ page }) => {
  test.setTimeout(120_000)
  const port = String(await freePort())
  const child = spawn('npm', ['run', 'dev'], {
    cwd: resolve(import.meta.dirname, '..'),
    env: {
      ...process.env,
      PORT: port,
      NODE_ENV: 'development',
      DATA_DIR: await mkdtemp(join(tmpdir(), 'deskbell-dev-')),
    },
    stdio: 'ignore',
  })
  const ended = once(child, 'exit')
  try {
    const url = `http://localhost:${port}`
    await expect.poll(() => isAnswering(`${url}/api/health`), { timeout: 60_000 }).toBe(true)
    await page.goto(url)
    await page.getByLabel('Subject').fill('Zip')
    await page.getByRole('button', { name: 'Send message' }).click()
    await expect(summaryOf(page)).toBeVisible()
    await page.close()
  } finally {
    child.kill('SIGTERM')
    await ended
  }
})

const isAnswering = (url: string) =>
  fetch(url).then(
    (answer) => answer.ok,
    () => false,
  )
