/** Requests that look like a machine's: marked and delivered, or held for a person where the operator says so, and never lost. */
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { promisify } from 'node:util'
import SqliteConnection from 'better-sqlite3'
import { type App, startApp } from '../support/app.ts'
import { fillForm, takeTime as takeTimeOn, uniqueSubject } from '../support/customer.ts'
import { pageWith, snippetOf } from '../support/host.ts'
import { staffOf } from '../support/staff.ts'
import { expect, test } from '../support/test.ts'
import { startGuarded } from './guarded-app.ts'
import { type Fields, openForm, postForm, takeTime } from './outsider.ts'
import { proving, slowly } from './population.ts'

const newId = () => randomBytes(32).toString('base64url')
const words = (subject: string) => ({
  name: 'Mia Berg',
  email: 'mia@example.org',
  subject,
  message: 'The zip broke.',
})

/** What staff have of a request: its tags and its custom data. */
async function seenByStaff(app: App, subject: string) {
  const staff = staffOf(app)
  const [message, ...others] = await staff.messages(subject)
  expect(others, 'it came once').toEqual([])
  return staff.conversation(message?.conversation.slug ?? '')
}

async function expectMarked(app: App, fields: Fields, sign: string): Promise<void> {
  const subject = uniqueSubject('Marked')
  const answer = await postForm(app, { ...fields, ...words(subject) })
  expect(answer.headers.get('location'), 'it looks accepted').toMatch(/\/t\/[\w-]{43}\?sent=1/)
  const { tag_list, data } = await seenByStaff(app, subject)
  expect(tag_list).toContain('spam-suspected')
  expect(data.spam_signs).toContain(sign)
}

test('S53 no stamp, a forged one, one that was used before, and a proof that is none: delivered, and marked', async ({
  app,
}) => {
  const { form = '', stamp = '' } = await takeTime(await openForm(app))
  const fresh = () => ({ form, request: newId() })
  await expectMarked(app, fresh(), 'no-stamp')
  await expectMarked(app, { ...fresh(), stamp: '' }, 'no-stamp')
  await expectMarked(app, { ...fresh(), stamp: stamp.replace(/\.\d+\./, '.1.') }, 'no-stamp')
  await expectMarked(app, { ...fresh(), stamp, proof: 'x' }, 'forged-proof')
  await expectMarked(app, { ...fresh(), stamp }, 'used-stamp')
})

test('S54 the hidden field filled, or sent at once: delivered, and marked', async ({ app }) => {
  await expectMarked(app, await openForm(app), 'too-fast')
  await expectMarked(app, { ...(await takeTime(await openForm(app))), remark: 'x' }, 'hidden-field')
})

test('S54 the hidden field is met by no screen reader, no Tab and no draft', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('textbox', { name: /empty/i })).toHaveCount(0)
  const field = page.locator('input[name=remark]')
  await expect(field).toHaveAttribute('autocomplete', 'off')
  const box = await field.boundingBox()
  expect(box).not.toBeNull()
  await page.getByLabel('Subject').focus()
  for (let count = 0; count < 12; count += 1) {
    await page.keyboard.press('Tab')
    await expect(field).not.toBeFocused()
  }
})

test('while a customer types their browser proves some work, which nobody sees', async ({ page, app }) => {
  const subject = uniqueSubject('Proven')
  await page.goto('/')
  await fillForm(page, { subject, message: 'The zip broke.' })
  await expect(page.locator('input[name=proof]')).not.toHaveValue('')
  await takeTimeOn(page)
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  expect((await seenByStaff(app, subject)).tag_list).toEqual(['contact-form'])
})

test('S58 when nothing can be counted every customer gets through, and the log says so', async () => {
  const app = await startApp()
  const database = new SqliteConnection(join(app.dataDir, 'deskbell.db'))
  database.exec('drop table tally')
  database.close()
  const subject = uniqueSubject('Uncounted')
  await postForm(app, { ...(await takeTime(await openForm(app))), ...words(subject) })
  expect((await seenByStaff(app, subject)).tag_list).toEqual(['contact-form'])
  await expect.poll(() => app.output()).toContain('the limits could not be read')
  await app.stop()
})

/** Of a limit of one: what a machine sends, what came with a proof and everything else are counted apart. */
async function useUp(app: App, headers: Fields): Promise<void> {
  for (const open of [openForm, slowly, proving])
    await postForm(app, { ...(await open(app, headers)), ...words('The first') }, headers)
}

for (const javaScriptEnabled of [true, false])
  test(`over a limit a customer is told when to send it again, and keeps every word, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async ({
    browser,
  }) => {
    const app = await startGuarded({ limits: { perNetwork: 1 } })
    const from = (address: string) => ({ 'x-forwarded-for': address })
    const page = await browser.newPage({ javaScriptEnabled, extraHTTPHeaders: from('203.0.113.5') })
    const subject = uniqueSubject('Too many')
    await useUp(app, from('203.0.113.9'))
    await page.goto(app.url)
    await fillForm(page, { subject, message: 'Every word of it.' })
    await page.getByRole('button', { name: 'Send message' }).click()
    await expect(
      page.getByRole('alert').filter({ hasText: 'Many messages came from your network' }),
    ).toContainText('UTC')
    await expect(page.getByLabel('Message')).toHaveValue('Every word of it.')
    await expect(page.getByLabel('Subject')).toHaveValue(subject)
    expect(await staffOf(app).messages(subject)).toEqual([])
    await page.setExtraHTTPHeaders(from('198.51.100.5'))
    await page.getByRole('button', { name: 'Send message' }).click()
    await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
    expect(await staffOf(app).messages(subject)).toHaveLength(1)
    await page.close()
    await app.stop()
  })

for (const javaScriptEnabled of [true, false])
  test(`over a limit the same is said in a frame, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async ({
    browser,
    host,
  }) => {
    const app = await startGuarded({ limits: { perNetwork: 1 } }, { EMBED_ORIGINS: host.origin })
    const from = (address: string) => ({ 'x-forwarded-for': address })
    await useUp(app, from('203.0.113.9'))
    const page = await browser.newPage({ javaScriptEnabled, extraHTTPHeaders: from('203.0.113.5') })
    await page.goto(host.show(pageWith(snippetOf(app.url))))
    const frame = page.frameLocator('iframe')
    const subject = uniqueSubject('Too many, framed')
    await fillForm(frame, { subject, message: 'Every word of it.' })
    await frame.getByRole('button', { name: 'Send message' }).click()
    await expect(
      frame.getByRole('alert').filter({ hasText: 'Many messages came from your network' }),
    ).toBeVisible()
    await expect(frame.getByLabel('Message')).toHaveValue('Every word of it.')
    await page.setExtraHTTPHeaders(from('198.51.100.5'))
    await frame.getByRole('button', { name: 'Send message' }).click()
    await expect(
      frame.getByText('Every word of it.').or(frame.getByText('Message sent')).first(),
    ).toBeVisible()
    await expect.poll(async () => (await staffOf(app).messages(subject)).length).toBe(1)
    await page.close()
    await app.stop()
  })

test('S47 links in a name and a subject reach the helpdesk as words, which its own mail then quotes', async ({
  app,
}) => {
  const code = uniqueSubject('Prize')
  await postForm(app, {
    ...(await openForm(app)),
    ...words(`${code} at https://evil.example/x`),
    name: 'Free at www.evil.example or evil-site.com',
  })
  const messages = await staffOf(app).messages(`${code} at https[:]//evil.example/x`)
  expect(messages.map(({ user }) => user.name)).toEqual(['Free at www[.]evil.example or evil-site[.]com'])
})

test('where the operator says so, what looks like a machine’s waits for a person, who sends it or throws it away', async () => {
  const app = await startGuarded({ holdFrom: 5, tag: 'suspicious' })
  const [kept, thrown] = [uniqueSubject('Held'), uniqueSubject('Thrown away')]
  const threads = await Promise.all(
    [kept, thrown].map(async (subject) => {
      const answer = await postForm(app, {
        ...(await openForm(app)),
        ...words(subject),
        email: `${newId().slice(0, 8)}@example.org`,
      })
      return answer.headers.get('location') ?? ''
    }),
  )
  for (const thread of threads) expect((await fetch(thread)).status).toBe(200)
  expect([await staffOf(app).messages(kept), await staffOf(app).messages(thrown)]).toEqual([[], []])

  const outbox = async (...args: string[]) => {
    const env = { PATH: process.env.PATH ?? '', DATA_DIR: app.dataDir, NODE_ENV: 'test' as const }
    return (await promisify(execFile)('npm', ['run', '--silent', 'outbox', '--', ...args], { env })).stdout
  }
  const idOf = async (subject: string) => {
    const rows = (await outbox('export'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    return rows.find(({ content }) => content.subject === subject)?.id
  }
  expect(await outbox()).toContain('suspected: too-fast')
  const thrownId = await idOf(thrown)
  expect(await outbox('retry', '--parked')).toContain('0 set waiting')
  await outbox('release', await idOf(kept))
  await expect.poll(() => staffOf(app).messages(kept)).toHaveLength(1)
  expect((await seenByStaff(app, kept)).tag_list).toEqual(['contact-form', 'suspicious'])
  await outbox('discard', thrownId)
  expect((await fetch(threads[1] ?? '')).status).toBe(404)
  expect(await outbox()).toContain('0 held up')
  expect(await staffOf(app).messages(thrown)).toEqual([])
  await app.stop()
})

test('a reply flood on one conversation is told to wait, with its words', async () => {
  const app = await startGuarded({ limits: { perThread: 2 } })
  const subject = uniqueSubject('Replies')
  const thread =
    (await postForm(app, { ...(await openForm(app)), ...words(subject) })).headers.get('location') ?? ''
  const reply = (message: string) =>
    fetch(`${thread.split('?')[0]}/reply`, {
      method: 'POST',
      headers: { origin: app.url, accept: 'application/json' },
      body: new URLSearchParams({ message, request: newId() }),
    }).then((answer) => answer.json())
  expect([await reply('One.'), await reply('Two.')]).toMatchObject([
    { state: 'accepted' },
    { state: 'accepted' },
  ])
  expect(await reply('Three.')).toMatchObject({
    state: 'refused',
    text: 'Three.',
    notice: expect.stringContaining('Many messages'),
  })
  expect((await staffOf(app).messages(subject)).map(({ body }) => body)).not.toContain('Three.')
  await app.stop()
})
