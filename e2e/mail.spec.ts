/** Mail as a customer gets it: the link to a conversation, the proof that an address is theirs, and a link that was lost. */
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { npmRun } from '../scripts/commands/command.testing.ts'
import { type ReceivedMail, type SmtpFake, startSmtpFake } from './fakes/smtp.ts'
import { type App, startApp } from './support/app.ts'
import { fillForm, uniqueSubject } from './support/customer.ts'
import { openConversation, sendAnswer, showCredentials, staffEmail, staffToken } from './support/desk.ts'
import { expect, test as quick } from './support/test.ts'

const test = quick.extend<object, { smtp: SmtpFake; mailing: App }>({
  smtp: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from it.
    async ({}, use) => {
      const smtp = await startSmtpFake()
      await use(smtp)
      await smtp.stop()
    },
    { scope: 'worker' },
  ],
  mailing: [
    async ({ smtp }, use) => {
      const app = await startApp({ SMTP_URL: smtp.url, MAIL_FROM: 'Harbour Goods <support@harbour.example>' })
      await use(app)
      await app.stop()
    },
    { scope: 'worker' },
  ],
  baseURL: ({ mailing }, use) => use(mailing.url),
})

const freshAddress = () => `${uniqueSubject('mia').replace(' ', '.')}@example.org`

/** The newest mail to `address`, as soon as there are `count` of them. */
async function mailTo(smtp: SmtpFake, address: string, count = 1): Promise<ReceivedMail> {
  const mails = () => smtp.mails().filter(({ to }) => to.includes(address))
  await expect.poll(() => mails().length, { message: `mail to ${address}`, timeout: 60_000 }).toBe(count)
  const newest = mails().at(-1)
  if (!newest) throw new Error('there is none')
  return newest
}

const linksIn = ({ body }: ReceivedMail) => body.match(/^http:\/\/\S+\/t\/[\w-]{43}$/gm) ?? []

async function ask(page: Page, email: string, subject = uniqueSubject('Mailed')): Promise<string> {
  await page.goto('/')
  await fillForm(page, { subject, message: 'The zip broke.', email })
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page).toHaveURL(/\/t\/[\w-]{43}\?sent=1/)
  return subject
}

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('the link comes by mail, opens the conversation, and proves the address when its customer says so', async ({
      page,
      smtp,
    }) => {
      const email = freshAddress()
      const subject = await ask(page, email)
      const onScreen = page.url().replace('?sent=1', '')
      await expect(page.getByRole('button', { name: 'Yes, it is mine' })).toHaveCount(0)
      const mail = await mailTo(smtp, email)
      expect(`${mail.head}${mail.body}`).not.toContain(subject)
      const [link = ''] = linksIn(mail)
      expect(link).not.toBe(onScreen)

      await page.goto(link)
      await expect(page.getByRole('heading', { name: subject })).toBeVisible()
      await page.goto(`${link}/confirm`)
      await expect(page, 'following a link changes nothing').toHaveURL(link)
      await page.getByRole('button', { name: 'Yes, it is mine' }).click()
      await expect(page.getByText('Your email address is confirmed.')).toBeVisible()
      await expect(page.getByRole('button', { name: 'Yes, it is mine' })).toHaveCount(0)
    })

    test('S14 a lost link: who types the address gets the same answer whether it is known or not', async ({
      page,
      smtp,
    }) => {
      const email = freshAddress()
      const subject = await ask(page, email)
      await mailTo(smtp, email)
      await page.goto('/link')
      await page.getByRole('button', { name: 'Send links' }).click()
      await expect(page).toHaveTitle(/^Error: /)
      await expect(page.getByLabel('Email')).toHaveAccessibleDescription(/Enter your email address/)
      await page.getByLabel('Email').fill('mia@')
      await page.getByRole('button', { name: 'Send links' }).click()
      await expect(page.getByLabel('Email')).toHaveValue('mia@')
      await page.getByLabel('Email').fill(email.toUpperCase())
      await page.getByRole('button', { name: 'Send links' }).click()
      await expect(page.getByRole('heading', { name: 'Look in your mailbox' })).toBeVisible()
      const said = await page.getByRole('main').innerText()
      const [link = ''] = linksIn(await mailTo(smtp, email, 2))

      await page.goto('/link')
      await page.getByLabel('Email').fill(freshAddress())
      await page.getByRole('button', { name: 'Send links' }).click()
      await expect(page.getByRole('heading', { name: 'Look in your mailbox' })).toBeVisible()
      expect(await page.getByRole('main').innerText()).toBe(said)
      await page.goto(link)
      await expect(page.getByRole('heading', { name: subject })).toBeVisible()
    })
  })

test('the team is told of a request, the customer of an answer: of its words once they have confirmed their address', async ({
  page,
  mailing,
  smtp,
}) => {
  const colleague = freshAddress()
  await npmRun(['desk', 'add', colleague, 'Sam', 'Reed'], { DATA_DIR: mailing.dataDir })
  const email = freshAddress()
  const subject = await ask(page, email)
  const [link = ''] = linksIn(await mailTo(smtp, email))
  const notice = await mailTo(smtp, colleague)
  expect(`${notice.head}${notice.body}`).not.toMatch(/zip|Mailed/)
  const [found = ''] = /^http:\S+\/desk\?\S+$/m.exec(notice.body) ?? []
  await page.goto(found)
  await showCredentials(page, staffEmail, staffToken(mailing))
  await openConversation(page, subject)
  await sendAnswer(page, 'A new one is on its way.')
  await expect(page.getByText('Answer sent.')).toBeVisible()
  const unconfirmed = await mailTo(smtp, email, 2)
  expect(unconfirmed.body).not.toContain('on its way')
  const [answered = ''] = linksIn(unconfirmed)
  await page.goto(answered)
  await expect(page.getByText('A new one is on its way.')).toBeVisible()
  await page.getByRole('button', { name: 'Yes, it is mine' }).click()
  await expect(page.getByText('Your email address is confirmed.')).toBeVisible()
  expect(answered).not.toBe(link)
  await page.goto(`${mailing.url}/desk`)
  await page.getByRole('link', { name: 'Waiting for the customer' }).click()
  await openConversation(page, subject)
  await sendAnswer(page, 'It has left the shop.')
  await expect(page.getByText('Answer sent.')).toBeVisible()
  const answer = await mailTo(smtp, email, 3)
  expect(answer.body).toContain('It has left the shop.')
  expect(answer.head).not.toContain(subject)
})

test('S15 known, unknown and asked before: the same status, headers and bytes', async ({
  page,
  mailing,
  smtp,
}) => {
  const email = freshAddress()
  await ask(page, email)
  await mailTo(smtp, email)
  const answerTo = async (address: string) => {
    const answer = await fetch(`${mailing.url}/link/send`, {
      method: 'POST',
      headers: { Origin: mailing.url },
      body: new URLSearchParams({ email: address }),
      redirect: 'manual',
    })
    const headers = [...answer.headers].filter(([name]) => name !== 'date')
    const bare = (text: string) => text.replace(/nonce[-=]"?[\w+/=]+/g, '')
    return JSON.stringify(
      [answer.status, headers, await answer.text()].map((part) => bare(JSON.stringify(part))),
    )
  }
  const known = await answerTo(email)
  expect(known).toContain('/link?asked=1')
  expect(await answerTo(freshAddress())).toBe(known)
  expect(await answerTo(email), 'a second time').toBe(known)
  expect(await answerTo('no-reply@example.org')).toBe(known)
})

test('S59 links cannot be asked for, nor an address confirmed, from another site', async ({
  page,
  mailing,
  smtp,
}) => {
  const email = freshAddress()
  await ask(page, email)
  const [link = ''] = linksIn(await mailTo(smtp, email))
  const post = (url: string, headers: Record<string, string>) =>
    fetch(url, { method: 'POST', headers, body: new URLSearchParams({ email }), redirect: 'manual' })
  for (const headers of [{}, { Origin: 'null' }, { Origin: 'https://evil.example' }])
    for (const url of [`${mailing.url}/link/send`, `${link}/confirm`])
      expect((await post(url, headers)).status).toBe(403)
  await page.goto(link)
  await expect(page.getByRole('button', { name: 'Yes, it is mine' })).toBeVisible()
})

test('S44 S49 what is posted to /link/send beside one address, or is none, sends nothing and breaks nothing', async ({
  mailing,
  smtp,
}) => {
  const post = (body: BodyInit, headers: Record<string, string> = {}) =>
    fetch(`${mailing.url}/link/send`, {
      method: 'POST',
      headers: { Origin: mailing.url, ...headers },
      body,
      redirect: 'manual',
    })
  const wrong = [
    'mia@example.org,sam@example.org',
    'mia@example.org;sam@example.org',
    'mia@example.org\r\nBcc: sam@example.org',
    'Mia <mia@example.org>',
    '"a b"@example.org',
    'a@b@example.org',
    'mia@[127.0.0.1]',
    `${'m'.repeat(310)}@example.org`,
    '',
  ]
  for (const email of wrong) {
    const answer = await post(new URLSearchParams({ email }))
    expect(answer.headers.get('location'), email).toContain('/link?again=')
  }
  expect(
    (await post('x'.repeat(20_000), { 'Content-Type': 'application/x-www-form-urlencoded' })).status,
  ).toBe(400)
  expect((await post('{}', { 'Content-Type': 'application/json' })).status).toBe(400)
  const reached = smtp.mails().flatMap(({ to }) => to)
  for (const email of ['mia@example.org', 'sam@example.org']) expect(reached).not.toContain(email)
})

test('S73 S78 a mail server that is down holds up nobody, and the mail comes when it is back', async ({
  page,
}) => {
  const smtp = await startSmtpFake()
  const app = await startApp({ SMTP_URL: smtp.url, MAIL_FROM: 'support@harbour.example', LOG_LEVEL: 'trace' })
  await smtp.stop()
  const email = freshAddress()
  await page.goto(app.url)
  await fillForm(page, { subject: uniqueSubject('Down'), message: 'Hello.', email })
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  await expect
    .poll(async () => (await fetch(`${app.url}/api/health`)).json())
    .toMatchObject({ mail: { waiting: 1 } })
  // Killed while it tries, it would leave the mail to whoever looks after the lease has lapsed.
  await expect.poll(() => app.output()).toContain('no mail can be sent')
  await page.goto('about:blank')
  await app.kill()
  await smtp.restart()
  await app.restart()
  const [link = ''] = linksIn(await mailTo(smtp, email))
  await page.goto(link)
  await expect(page.getByText('Hello.')).toBeVisible()
  await app.stop()
  await smtp.stop()
  for (const secret of [email, 'mia.', new URL(link).pathname.split('/').at(-1) ?? ''])
    expect(app.output(), 'S73 S78 the log').not.toContain(secret)
})

test('pages of links: nothing wrong for axe, private to caches and search engines', async ({
  page,
  smtp,
}) => {
  const email = freshAddress()
  await ask(page, email)
  const [link = ''] = linksIn(await mailTo(smtp, email))
  const answer = await page.goto('/link')
  expect(answer?.headers()).toMatchObject({
    'cache-control': expect.stringContaining('no-store'),
    'referrer-policy': 'same-origin',
    'x-robots-tag': 'noindex, nofollow',
  })
  await expectNoViolations(page)
  await page.getByRole('button', { name: 'Send links' }).click()
  await expect(page).toHaveTitle(/^Error: /)
  await expectNoViolations(page)
  await page.goto('/link?asked=1')
  await expectNoViolations(page)
  await page.goto(link)
  await page.getByText('Go on with another device').click()
  await expect(page.getByRole('img', { name: 'QR code of the link to this conversation' })).toBeVisible()
  await expectNoViolations(page)
})

test('without a mail server there is no such page, and nobody is told of one', async ({ page, app }) => {
  const answer = await page.request.get(`${app.url}/link`)
  expect(answer.status()).toBe(404)
  const wrong = await page.request.get(`${app.url}/t/${'A'.repeat(43)}`)
  expect(await wrong.text()).not.toContain('/link')
})

async function expectNoViolations(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
  }
}

test('the form leads to lost links where a mail can bring them back, and nowhere else', async ({
  page,
  app,
}) => {
  await page.goto('/?lang=de')
  await page.getByRole('link', { name: 'Link zu Ihrer Unterhaltung verloren?' }).click()
  await expect(page).toHaveURL(/\/link\?lang=de$/)
  await page.goto(app.url)
  await expect(page.getByRole('button', { name: 'Send message' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Lost the link to your conversation?' })).toHaveCount(0)
})
