/** The desk: staff see requests arrive, answer them, and nobody else gets in. */
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import SqliteConnection from 'better-sqlite3'
import { npmRun } from '../scripts/commands/command.testing.ts'
import { expectAccessible } from './support/accessible.ts'
import { type App, startApp } from './support/app.ts'
import { fillForm, sendRequest, uniqueSubject } from './support/customer.ts'
import {
  openConversation,
  sendAnswer,
  showCredentials,
  signIn,
  staffEmail,
  staffToken,
} from './support/desk.ts'
import { staffOf } from './support/staff.ts'
import { expect, test } from './support/test.ts'

test('a request appears at the open desk, the answer on the customer’s open page, and a reply back at the desk', async ({
  app,
  page,
}) => {
  const staff = await page.context().newPage()
  await signIn(staff, app)
  const subject = uniqueSubject('Zip')
  await sendRequest(page, { topic: 'Billing', subject, message: 'The zip broke on day one.' })
  await openConversation(staff, subject)
  await expect(staff.getByText('The zip broke on day one.')).toBeVisible()
  await sendAnswer(staff, 'A new one is **on its way**.')
  await expect(staff.getByText('Answer sent.')).toBeVisible()
  await expect(page.getByText('on its way')).toBeVisible()
  await page.getByLabel('Reply', { exact: true }).fill('Great, thank you.')
  await page.getByRole('button', { name: 'Send reply' }).click()
  await expect(staff.getByText('Great, thank you.')).toBeVisible()
  await expect(staff.getByText('1 new message')).toBeVisible()
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the same, by reloading', async ({ app, page }) => {
    const subject = uniqueSubject('Zip')
    await sendRequest(page, { subject, message: 'The zip broke on day one.' })
    const staff = await page.context().newPage()
    await signIn(staff, app)
    await openConversation(staff, subject)
    await sendAnswer(staff, 'A new one is on its way.')
    await expect(staff.getByText('Answer sent.')).toBeVisible()
    await page.reload()
    await expect(page.getByText('A new one is on its way.')).toBeVisible()
    await expect(page.getByText('Answered', { exact: true })).toBeVisible()
    await page.getByLabel('Reply', { exact: true }).fill('Great, thank you.')
    await page.getByRole('button', { name: 'Send reply' }).click()
    await staff.reload()
    await expect(staff.getByText('Great, thank you.')).toBeVisible()
  })

  test('who was second sees the first answer before sending, and keeps what they wrote', async ({
    app,
    page,
  }) => {
    const { subject, slug } = await requestOf(page, app, 'Twice')
    await signIn(page, app)
    await openConversation(page, subject)
    await staffOf(app).answer(slug, 'I was faster.')
    await sendAnswer(page, 'I was slower.')
    await expect(page.getByText('answered while you were writing')).toBeVisible()
    await expect(page.getByText('I was faster.')).toBeVisible()
    await expect(page.getByRole('textbox', { name: /^Answer to/ })).toHaveValue('I was slower.')
    const held = (await staffOf(app).messages(subject)).find(({ body }) => body === 'I was slower.')
    expect(held).toMatchObject({ visibility: 2 })
    await page.getByRole('button', { name: 'Send answer' }).click()
    await expect(page.getByText('Answer sent.')).toBeVisible()
    const [sent] = await staffOf(app).messages(subject)
    expect(sent).toMatchObject({ body: 'I was slower.', visibility: 0 })
  })

  test('an answer that is sent after the visit has ended waits behind the way in', async ({ app, page }) => {
    const { subject } = await requestOf(page, app, 'Late')
    await signIn(page, app)
    await openConversation(page, subject)
    await page.context().clearCookies()
    await sendAnswer(page, 'Written for hours.')
    await expect(page.getByText('nothing you wrote is lost')).toBeVisible()
    await showCredentials(page, staffEmail, staffToken(app))
    await expect(page.getByRole('textbox', { name: /^Answer to/ })).toHaveValue('Written for hours.')
    await page.getByRole('button', { name: 'Send answer' }).click()
    await expect(page.getByText('Answer sent.')).toBeVisible()
  })
})

test('a note is for the team, an empty answer is sent back, and a status can be taken back', async ({
  app,
  page,
}) => {
  const { subject, slug } = await requestOf(page, app, 'Note')
  await signIn(page, app)
  await openConversation(page, subject)
  await page.getByText('Write an internal note').click()
  await page.getByRole('textbox', { name: 'Internal note' }).fill('Checked with the shop.')
  await page.getByRole('button', { name: 'Add note' }).click()
  const heading = page.getByRole('heading', { name: /Internal note/ })
  await expect(page.getByRole('article').filter({ has: heading })).toContainText('Checked with the shop.')
  const [note] = await staffOf(app).messages(subject)
  expect(note).toMatchObject({ body: 'Checked with the shop.', visibility: 1 })
  await page.getByRole('button', { name: 'Send answer' }).click()
  await expect(page.getByRole('textbox', { name: /^Answer to/ })).toHaveAccessibleDescription(
    /Enter an answer/,
  )
  await expect(page).toHaveTitle(/^Error: /)
  await page.getByRole('button', { name: 'Mark as spam' }).click()
  await expect(page.getByText('The conversation is marked as spam.')).toBeVisible()
  expect(await staffOf(app).conversation(slug)).toMatchObject({ status: 3 })
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('The conversation is open.')).toBeVisible()
  expect(await staffOf(app).conversation(slug)).toMatchObject({ status: 0 })
})

test('an answer that is being written is still there for whoever looks elsewhere and comes back, and gone once it is sent', async ({
  app,
  page,
}) => {
  const { subject, slug } = await requestOf(page, app, 'Half')
  await signIn(page, app)
  await openConversation(page, subject)
  await expect(page.getByText('Keyboard', { exact: true })).toBeVisible()
  const answer = page.getByRole('textbox', { name: /^Answer to/ })
  await answer.fill('Half of an answer')
  await page.getByRole('link', { name: 'All conversations', exact: true }).click()
  await openConversation(page, subject)
  await expect(answer).toHaveValue('Half of an answer')
  await page.getByRole('button', { name: 'Send answer' }).click()
  await expect(page.getByText('Answer sent.')).toBeVisible()
  await expect(page.getByText('Keyboard', { exact: true })).toBeVisible()
  await expect(answer).toHaveValue('')
  await page.goto(`/desk/conversations/${slug}`)
  await expect(page.getByText('Keyboard', { exact: true })).toBeVisible()
  await expect(answer).toHaveValue('')
})

test('conversations are found by where they stand and by their words', async ({ app, page }) => {
  const { subject, slug } = await requestOf(page, app, 'Findable')
  await signIn(page, app)
  const link = page.getByRole('link', { name: subject, exact: true })
  await expect(link).toBeVisible()
  await staffOf(app).answer(slug, 'The answer names a zebra.')
  await page.getByRole('link', { name: 'Waiting for the customer' }).click()
  await expect(link).toBeVisible()
  await page.getByRole('link', { name: 'Done', exact: true }).click()
  await expect(link).toBeHidden()
  await page.getByRole('link', { name: 'All', exact: true }).click()
  await page.getByLabel('Search conversations').fill('zeb findable')
  await page.getByRole('button', { name: 'Search' }).click()
  await expect(link).toBeVisible()
  await expect(page.getByText('1 conversation', { exact: false })).toBeVisible()
  await page.getByLabel('Search conversations').fill('quagga')
  await page.getByRole('button', { name: 'Search' }).click()
  await expect(page.getByText('No conversation has these words.')).toBeVisible()
})

test('an answer goes out with its files, looked at before, and what is wrong with one of them holds it up', async ({
  app,
  page,
}) => {
  const { subject } = await requestOf(page, app, 'Label')
  const thread = page.url()
  await signIn(page, app)
  await openConversation(page, subject)
  const answer = page.getByRole('textbox', { name: /^Answer to/ })
  await answer.fill('Here is your **label**.')
  const label = { name: 'label.txt', mimeType: 'text/plain', buffer: Buffer.from('To: Mia Berg') }
  const page2 = { name: 'page.html', mimeType: 'text/html', buffer: Buffer.from('<b>no</b>') }
  await page.getByLabel('Attachments').setInputFiles([label, page2])
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(page.getByLabel('Attachments')).toHaveAccessibleDescription(/page\.html is not one of these/)
  await expect(page.getByRole('checkbox', { name: 'Keep label.txt' })).toBeChecked()
  await page.getByRole('button', { name: 'Preview' }).click()
  const preview = page.getByRole('region', { name: 'This is how your answer will look' })
  await expect(preview.getByText('label', { exact: true })).toBeVisible()
  await expect(answer).toHaveValue('Here is your **label**.')
  await page.getByRole('button', { name: 'Send answer' }).click()
  await expect(page.getByText('Answer sent.')).toBeVisible()
  await page.goto(thread)
  const link = page.getByRole('link', { name: 'label.txt' })
  await expect(link).toBeVisible()
  const file = await page.request.get((await link.getAttribute('href')) ?? '')
  expect(await file.text()).toBe('To: Mia Berg')
})

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? 'saved replies' : 'saved replies, without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('one is written, mended, put into an answer and changed there, deleted, and brought back', async ({
      app,
      page,
    }) => {
      const { subject, slug } = await requestOf(page, app, 'Saved')
      const name = uniqueSubject('Zips')
      await signIn(page, app)
      await openConversation(page, subject)
      await page.getByRole('link', { name: 'Saved replies' }).click()
      await page.getByRole('button', { name: 'Save' }).click()
      await expect(page).toHaveTitle(/^Error: /)
      await expect(page.getByLabel('Name')).toHaveAccessibleDescription(/Enter a name/)
      await page.getByLabel('Name').fill(name)
      await page.getByLabel('Text').fill('We send you a **new zip**.')
      await page.getByRole('button', { name: 'Save' }).click()
      await expect(page.getByText('Saved.')).toBeVisible()
      await page.getByRole('link', { name: `Change: \u2068${name}\u2069` }).click()
      await page.getByLabel('Text').fill('We send you a **new zip** today.')
      await page.getByRole('button', { name: 'Save' }).click()
      const item = page.getByRole('listitem').filter({ hasText: name })
      await expect(item.getByText('We send you a **new zip** today.')).toBeVisible()

      await page.goto(`/desk/conversations/${slug}`)
      const answer = page.getByRole('textbox', { name: /^Answer to/ })
      await answer.fill('Hello Mia,')
      await page.getByLabel('Saved reply').selectOption(name)
      await page.getByRole('button', { name: 'Insert' }).click()
      await expect(answer).toHaveValue('Hello Mia,\n\nWe send you a **new zip** today.')
      await answer.fill('Hello Mia,\n\nWe send you two.')
      await page.getByRole('button', { name: 'Send answer' }).click()
      await expect(page.getByText('Answer sent.')).toBeVisible()
      const [sent] = await staffOf(app).messages(subject)
      expect(sent).toMatchObject({ body: 'Hello Mia,\n\nWe send you two.', visibility: 0 })

      await page.goto('/desk/replies')
      await page.getByRole('button', { name: `Delete: \u2068${name}\u2069` }).click()
      await expect(page.getByRole('heading', { name, exact: true })).toHaveCount(0)
      await page.getByRole('button', { name: 'Undo' }).click()
      await expect(page.getByRole('heading', { name, exact: true })).toBeVisible()
    })
  })

test('what the check of requests noticed is said, and a person’s word takes the mark away', async ({
  app,
  page,
}) => {
  const subject = uniqueSubject('Marked')
  const slug = await staffOf(app).open({
    subject,
    category: 'support',
    tag_list: ['contact-form', 'spam-suspected'],
    data: { spam_score: '5', spam_signs: 'too-fast' },
    message: { body: 'Buy now.' },
    user: { name: 'Mia Berg', email: 'mia@example.org' },
  })
  await signIn(page, app)
  await openConversation(page, subject)
  await expect(page.getByText('It looks like spam: \u2068too-fast\u2069')).toBeVisible()
  await page.getByRole('button', { name: 'Not spam' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await expect(page.getByText('It looks like spam', { exact: false })).toHaveCount(0)
  expect(await staffOf(app).conversation(slug)).toMatchObject({ tag_list: ['contact-form'] })
})

test('a colleague who was added sees what is new, takes a conversation and sorts it, until they are removed', async ({
  app,
  page,
}) => {
  const { subject, slug } = await requestOf(page, app, 'Shared')
  const environment = { DATA_DIR: app.dataDir }
  const added = await npmRun(['desk', 'add', 'sam@example.com', 'Sam', 'Reed'], environment)
  await page.goto('/desk')
  await showCredentials(page, 'sam@example.com', added.out.trim())
  await expect(page.getByText(/^Signed in as .Sam Reed.$/)).toBeVisible()
  const item = page.getByRole('listitem').filter({ hasText: subject })
  await expect(item.getByText('New', { exact: true })).toBeVisible()
  await openConversation(page, subject)
  await page.getByLabel('Assigned to').selectOption({ label: 'Sam Reed' })
  await page.getByLabel('Channel').selectOption({ label: 'Billing' })
  await page.getByLabel('Tags').fill('contact-form, urgent')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  expect(await staffOf(app).conversation(slug)).toMatchObject({
    tag_list: ['contact-form', 'urgent'],
    assignee: { email: 'sam@example.com', name: 'Sam Reed' },
    category: { slug: 'billing' },
  })
  await page.getByLabel('Tags').fill('x'.repeat(101))
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('This was not saved')).toBeVisible()
  await page.goto('/desk')
  await expect(item).toBeVisible()
  await expect(item.getByText('New', { exact: true })).toBeHidden()
  await npmRun(['desk', 'remove', 'sam@example.com'], environment)
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Sign in to the desk' })).toBeVisible()
})

test('a conversation is reached, answered, noted and concluded by the keyboard alone', async ({
  app,
  page,
}) => {
  const { subject, slug } = await requestOf(page, app, 'Keys')
  await signIn(page, app)
  await expect(page.getByText('Keyboard', { exact: true })).toBeVisible()
  await page.keyboard.press('j')
  await expect(page.getByRole('link', { name: subject, exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: subject, exact: true })).toBeVisible()
  await expect(page.getByText('Keyboard', { exact: true })).toBeVisible()
  await page.keyboard.press('j')
  await expect(page.getByRole('article').first()).toBeFocused()
  await page.keyboard.press('n')
  await expect(page.getByRole('textbox', { name: 'Internal note' })).toBeFocused()
  await page.keyboard.type('jkrne?')
  await expect(page.getByRole('textbox', { name: 'Internal note' })).toHaveValue('jkrne?')
  await page.getByRole('article').first().focus()
  await page.keyboard.press('r')
  await expect(page.getByRole('textbox', { name: /^Answer to/ })).toBeFocused()
  await page.getByRole('article').first().focus()
  await page.keyboard.press('?')
  await page.getByRole('checkbox', { name: 'Use single keys' }).uncheck()
  await page.getByRole('article').first().focus()
  await page.keyboard.press('e')
  await page.getByRole('checkbox', { name: 'Use single keys' }).check()
  expect(await staffOf(app).conversation(slug)).toMatchObject({ status: 0 })
  await page.getByRole('article').first().focus()
  await page.keyboard.press('e')
  await expect(page.getByText('The conversation is done.')).toBeVisible()
})

test('S18 markup in a name, a subject and a tag is text at the desk', async ({ app, page }) => {
  const subject = uniqueSubject('<img src=x onerror=alert(1)>')
  await sendRequest(page, {
    subject,
    message: '<b>bold?</b><script>alert(1)</script>',
    name: '<i>Mia</i> Berg',
  })
  await signIn(page, app)
  await expect(page.getByText('<i>Mia</i> Berg').first()).toBeVisible()
  await openConversation(page, subject)
  await expect(page.getByText('<i>Mia</i> Berg').first()).toBeVisible()
  expect(await page.locator('main img, main i, main script').count()).toBe(0)
})

test('without a visit, with an ended, a forged or a foreign one, the desk shows and takes nothing', async ({
  app,
  page,
}) => {
  const { subject, slug } = await requestOf(page, app, 'Private')
  await signIn(page, app)
  const [cookie] = await page.context().cookies(app.url)
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', name: 'deskbell-desk' })
  const good = `deskbell-desk=${cookie?.value}`
  const path = `/desk/conversations/${slug}`
  const read = async (cookies: string) => {
    const pages = [`/desk?view=all`, path, `${path}/news`, '/desk/news/all']
    return Promise.all(pages.map((each) => fetch(app.url + each, { headers: { Cookie: cookies } })))
  }
  const post = (cookies: string, origin: string) =>
    fetch(`${app.url}${path}/messages`, {
      method: 'POST',
      headers: { Cookie: cookies, Origin: origin },
      body: new URLSearchParams({ kind: 'answer', message: 'By nobody', seen: '9' }),
      redirect: 'manual',
    })
  const [list, conversation, news, listNews] = await read(good)
  expect(await list?.text()).toContain(subject)
  expect(await conversation?.text()).toContain(subject)
  expect([news?.status, listNews?.status]).toEqual([200, 200])
  for (const answer of [list, conversation]) {
    expect(answer?.headers.get('cache-control')).toContain('no-store')
    expect(answer?.headers.get('x-frame-options')).toBe('DENY')
    expect(answer?.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(answer?.headers.get('x-robots-tag')).toContain('noindex')
  }
  const forged = `deskbell-desk=${'A'.repeat(43)}`
  const shut = async (cookies: string) => {
    for (const answer of await read(cookies)) {
      expect(`${await answer.text()}`).not.toContain(subject)
      expect([200, 401]).toContain(answer.status)
    }
    await post(cookies, app.url)
  }
  await shut('')
  await shut(forged)
  expect((await post(good, 'https://evil.example')).status).toBe(403)
  expect((await post(good, 'null')).status).toBe(403)
  expireVisits(app)
  await shut(good)
  await signIn(page, app)
  const [fresh] = await page.context().cookies(app.url)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in to the desk' })).toBeVisible()
  await shut(`deskbell-desk=${fresh?.value}`)
  for (const door of [
    `${path}/change`,
    `${path}/sorting`,
    '/desk/replies/change',
    '/desk/sign-in',
    '/desk/sign-out',
  ]) {
    const headers = { Cookie: good, Origin: 'https://evil.example' }
    const foreign = await fetch(app.url + door, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ name: 'x' }),
    })
    expect(foreign.status, door).toBe(403)
  }
  const bodies = (await staffOf(app).messages(subject)).map(({ body }) => body)
  expect(bodies).not.toContain('By nobody')
})

test('after ten wrong tokens an address is shut for that network, but not in a browser where it has been in use', async ({
  page,
}) => {
  const own = await startApp()
  try {
    await signIn(page, own)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await showCredentials(page, staffEmail, 'not-the-token-at-all')
    await expect(page.getByLabel('Token')).toHaveAccessibleDescription(/Email or token is not right/)
    await expect(page.getByLabel('Email')).toHaveValue(staffEmail)
    const attempt = (token: string) =>
      fetch(`${own.url}/desk/sign-in`, {
        method: 'POST',
        headers: { Origin: own.url },
        body: new URLSearchParams({ email: staffEmail, token }),
        redirect: 'manual',
      })
    await Promise.all(Array.from({ length: 10 }, () => attempt('not-the-token-at-all')))
    const refused = await attempt(staffToken(own))
    expect(refused.headers.get('set-cookie')).toBeNull()
    const said = await fetch(refused.headers.get('location') ?? '')
    expect(await said.text()).toContain('Too many attempts came from your network.')
    await showCredentials(page, staffEmail, staffToken(own))
    await expect(page.getByRole('heading', { name: 'Conversations', exact: true })).toBeVisible()
  } finally {
    await own.stop()
  }
})

test('S18 a file whose name is markup, a path or a trick of direction is text at the desk, and a download', async ({
  app,
  page,
}) => {
  const subject = uniqueSubject('Files')
  await page.goto('/')
  await fillForm(page, { subject, message: 'See the files.' })
  const names = ['<img src=x onerror=alert(1)>.txt', '..\\..\\evil.txt', 'photo\u202egpj.txt']
  await page
    .getByLabel('Attachments')
    .setInputFiles(names.map((name) => ({ name, mimeType: 'text/plain', buffer: Buffer.from('A file.') })))
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page).toHaveURL(/\/t\/[\w-]{43}\?sent=1/)
  await signIn(page, app)
  await openConversation(page, subject)
  const article = page.getByRole('article').first()
  const links = article.getByRole('link', { name: /\.txt/ })
  await expect(links.first()).toBeVisible()
  expect(await page.locator('main img, main script').count()).toBe(0)
  for (const link of await links.all()) {
    expect(await link.innerText()).not.toMatch(/[\u202a-\u202e]|\.\.\\/)
    const file = await page.request.get((await link.getAttribute('href')) ?? '')
    expect(file.headers()['content-disposition']).toMatch(/^attachment/)
    expect(file.headers()['content-type']).toMatch(/^text\/plain/)
    expect(file.headers()['x-content-type-options']).toBe('nosniff')
  }
})

test('behind https the cookies of the desk are bound to this host, and no other name of them opens it', async () => {
  const own = await startApp({ APP_URL: 'https://help.example.com' })
  try {
    const answer = await fetch(`${own.url}/desk/sign-in`, {
      method: 'POST',
      headers: { Origin: 'https://help.example.com' },
      body: new URLSearchParams({ email: staffEmail, token: staffToken(own) }),
      redirect: 'manual',
    })
    const cookies = answer.headers.getSetCookie()
    expect(cookies).toHaveLength(2)
    for (const cookie of cookies) {
      expect(cookie).toMatch(
        /^__Host-deskbell-desk(-known)?=[\w-]+; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax; Secure$/,
      )
      expect(cookie).not.toMatch(/domain=/i)
    }
    const value = /^__Host-deskbell-desk=([\w-]+)/.exec(cookies[0] ?? '')?.[1]
    const shown = async (cookie: string) =>
      (await fetch(`${own.url}/desk`, { headers: { Cookie: cookie } })).text()
    expect(await shown(`__Host-deskbell-desk=${value}`)).toContain('Sign out')
    expect(await shown(`deskbell-desk=${value}`)).not.toContain('Sign out')
  } finally {
    await own.stop()
  }
})

test('with another helpdesk there is no desk', async () => {
  const other = await startApp({
    HELPDESK: 'reamaze',
    REAMAZE_API_URL: 'http://127.0.0.1:9/api/v1',
    REAMAZE_EMAIL: 'sam@example.com',
    REAMAZE_API_TOKEN: 'token-of-the-team',
  })
  try {
    for (const path of ['/desk', '/desk/conversations/zip', '/desk/news/open', '/desk/replies'])
      expect((await fetch(other.url + path)).status, path).toBe(404)
    const posted = await fetch(`${other.url}/desk/conversations/zip/messages`, {
      method: 'POST',
      headers: { Origin: other.url },
      body: new URLSearchParams({ message: 'Hello' }),
    })
    expect(posted.status).toBe(404)
  } finally {
    await other.stop()
  }
})

test('the way in, the list and a conversation can be used by everybody', async ({ app, page }) => {
  const { subject, slug } = await requestOf(page, app, 'Axe')
  await staffOf(app).answer(slug, '# A heading\n\n> a quote\n\n- a list')
  await staffOf(app).note(slug, 'A note.')
  await page.goto('/desk')
  await expectAccessible(page)
  await signIn(page, app)
  await expectAccessible(page)
  await page.goto('/desk?view=all')
  await openConversation(page, subject)
  await expectAccessible(page)
  for (const lang of ['de', 'ar']) {
    await page.goto(`/desk/conversations/${slug}?lang=${lang}`)
    await expect(page.locator('html')).toHaveAttribute('dir', lang === 'ar' ? 'rtl' : 'ltr')
    await expectAccessible(page)
  }
  await page.setViewportSize({ width: 320, height: 800 })
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(overflow).toBeLessThanOrEqual(0)
})

test('the page of saved replies can be used by everybody, also with its mistakes and on a narrow screen', async ({
  app,
  page,
}) => {
  await signIn(page, app)
  await page.goto('/desk/replies?lang=ar')
  await page.getByRole('button', { name: 'حفظ' }).click()
  await expect(page.getByLabel('الاسم')).toHaveAccessibleDescription('أدخل اسمًا')
  await expectAccessible(page)
  await page.setViewportSize({ width: 320, height: 800 })
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(overflow).toBeLessThanOrEqual(0)
})

/** A request of a customer, and where the helpdesk has it. */
async function requestOf(page: Page, app: App, about: string) {
  const subject = uniqueSubject(about)
  await sendRequest(page, { subject, message: `Words of ${subject}` })
  const [message] = await staffOf(app).messages(subject)
  return { subject, slug: message?.conversation.slug ?? '' }
}

/** As if their twelve hours were over. */
function expireVisits(app: App): void {
  const database = new SqliteConnection(join(app.dataDir, 'deskbell.db'))
  database.prepare('update desk_visit set expires_ms = ?').run(Date.now() - 1)
  database.close()
}
