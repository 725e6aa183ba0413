/** Machines and customers at the same form: every customer gets through unmarked, and of the machines hardly one does. */
import { join } from 'node:path'
import type { Browser } from '@playwright/test'
import SqliteConnection from 'better-sqlite3'
import { type App, startApp } from '../support/app.ts'
import { fillForm, takeTime } from '../support/customer.ts'
import { expect, test } from '../support/test.ts'
import { customers, machines, offered, type Sender } from './population.ts'

const isFull = process.env.DESKBELL_E2E_FULL === '1'
/** Of each kind of machine, and of customer; with --full a thousand and two hundred. */
const sizes = isFull
  ? { machines: 167, inBrowser: 167, customers: 33 }
  : { machines: 12, inBrowser: 3, customers: 6 }

test.describe.configure({ timeout: isFull ? 1_800_000 : 120_000 })

test('S55 S56 a crowd of machines and customers: no customer is held up or marked, and hardly a machine is not', async ({
  browser,
}) => {
  const app = await startApp({ TRUSTED_PROXY_HOPS: '1' })
  const crowd = shuffled([...machines(sizes.machines), ...customers(sizes.customers)])
  const inBrowser = await sendInBrowser(app, browser)
  const byHand = await sendAll(app, crowd)
  const sent = [...byHand, ...inBrowser]
  const tags = tagsBySubject(app)
  const kinds = [...new Set(sent.map(({ kind }) => kind))].sort()
  const figures = kinds.map((kind) => {
    const own = sent.filter((each) => each.kind === kind)
    return {
      kind,
      sent: own.length,
      accepted: own.filter(({ accepted }) => accepted).length,
      arrived: own.filter(({ subject }) => tags.has(subject)).length,
      marked: own.filter(({ subject }) => tags.get(subject)?.includes('spam-suspected')).length,
    }
  })
  console.table(figures)
  const isMachine = ({ kind }: { kind: string }) => /^\d/.test(kind)
  const total = (figure: 'sent' | 'accepted' | 'arrived' | 'marked', of: typeof figures) =>
    of.reduce((sum, each) => sum + each[figure], 0)
  const honest = figures.filter((each) => !isMachine(each))
  expect(total('accepted', honest), 'customers accepted').toBe(total('sent', honest))
  expect(total('arrived', honest), 'customers who arrived').toBe(total('sent', honest))
  expect(total('marked', honest), 'customers marked').toBe(0)
  const five = figures.filter((each) => isMachine(each) && !each.kind.startsWith('6'))
  expect(five).toHaveLength(5)
  // Of few, one that gets through is more than one in a hundred: each kind has its first.
  const passed = total('sent', five) - total('marked', five)
  expect(passed, 'machines that were not marked').toBeLessThanOrEqual(isFull ? total('sent', five) / 100 : 1)
  const all = figures.filter(isMachine)
  expect(total('arrived', all), 'nothing is dropped').toBe(total('accepted', all))
  await app.stop()
})

interface Sent {
  readonly kind: string
  readonly subject: string
  readonly accepted: boolean
}

/** Those that send at once come one after the other, so that no queue makes them slow; the others wait most of the time. */
async function sendAll(app: App, crowd: readonly Sender[]): Promise<Sent[]> {
  const sent: Sent[] = []
  const work = (left: Sender[]) => async () => {
    for (let next = left.pop(); next; next = left.pop()) {
      const { kind, subject } = next
      sent.push({ kind, subject, accepted: await next.send(app) })
    }
  }
  const isInstant = ({ kind }: Sender) => kind.startsWith('1')
  await work(crowd.filter(isInstant))()
  const others = crowd.filter((sender) => !isInstant(sender))
  await Promise.all(Array.from({ length: 16 }, work(others)))
  return sent
}

/** Machines that drive a browser, and customers with a keyboard and with a browser that fills in what it knows. */
async function sendInBrowser(app: App, browser: Browser): Promise<Sent[]> {
  const sent: Sent[] = []
  const page = await browser.newPage({ extraHTTPHeaders: { 'x-forwarded-for': '192.0.2.9' } })
  const finish = async (kind: string, subject: string) => {
    await expect(page).toHaveURL(/\/t\/[\w-]{43}\?sent=1/)
    sent.push({ kind, subject, accepted: true })
  }
  const name = (kind: string) => `${kind} in a browser ${Math.random().toString(36).slice(2)}`
  for (let count = 0; count < sizes.inBrowser; count += 1) {
    const subject = name('headless')
    await page.goto(app.url)
    await fillForm(page, { subject, message: offered(), email: `bot${count}@example.net` })
    await page.getByRole('button', { name: 'Send message' }).click()
    await finish('2 headless', subject)
  }
  for (let count = 0; count < 2; count += 1) {
    const subject = name('keyboard')
    await page.goto(app.url)
    await page.getByLabel('Subject').focus()
    await page.keyboard.type(subject)
    for (const words of ['The zip broke on day one, what now?', '', 'Mia Berg', `mia${count}@example.org`]) {
      await page.keyboard.press('Tab')
      if (words) await page.keyboard.type(words)
    }
    await takeTime(page)
    await page.keyboard.press('Enter')
    await finish('screen reader', subject)
  }
  const subject = name('autofill')
  await page.goto(app.url)
  await page.getByLabel('Subject').fill(subject)
  await page.getByLabel('Message').fill('Can I change the address of my order?')
  // What browsers and password managers go by: the purpose of a field, then its name and its label.
  await page.evaluate(() => {
    const known: Record<string, string> = {
      name: 'Mia Berg',
      email: 'mia@example.org',
      url: 'https://x.example',
    }
    for (const input of document.querySelectorAll('input')) {
      const hints =
        `${input.autocomplete} ${input.name} ${input.id} ${input.labels?.[0]?.textContent}`.toLowerCase()
      const purpose = ['email', 'name', 'url', 'phone', 'address', 'company', 'city', 'zip', 'country'].find(
        (word) => hints.includes(word),
      )
      if (!purpose || !['text', 'email', 'tel', 'url'].includes(input.type) || input.hidden) continue
      if (input.name !== 'subject') input.value = known[purpose] ?? 'filled in'
      input.dispatchEvent(new Event('input', { bubbles: true }))
    }
  })
  await takeTime(page)
  await page.getByRole('button', { name: 'Send message' }).click()
  await finish('autofill', subject)
  await page.close()
  return sent
}

/** By subject, the tags that staff see; of requests that the helpdesk has. */
function tagsBySubject({ dataDir }: App): Map<string, string> {
  const database = new SqliteConnection(join(dataDir, 'deskbell.db'), { readonly: true })
  const rows = database
    .prepare(
      `select subject, group_concat(tag) as tags from helpdesk_conversation
        left join helpdesk_tag on conversation_id = helpdesk_conversation.id group by helpdesk_conversation.id`,
    )
    .raw()
    .all()
  database.close()
  return new Map(rows.map((row) => (Array.isArray(row) ? [String(row[0]), String(row[1])] : ['', ''])))
}

function shuffled(senders: Sender[]): Sender[] {
  return senders
    .map((sender) => ({ sender, order: Math.random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ sender }) => sender)
}
