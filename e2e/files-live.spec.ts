/** Files with JavaScript: chosen, dropped and pasted, each on its way by itself, and the message waits for all of them. */
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { Locator, Page } from '@playwright/test'
import sharp from 'sharp'
import { expectAccessible } from './support/accessible.ts'
import { freePort, startApp } from './support/app.ts'
import { fillForm, sendRequest, uniqueSubject } from './support/customer.ts'
import { type StaffMessage, staffOf } from './support/staff.ts'
import { expect, test } from './support/test.ts'

interface GivenFile {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex')
const textFile = (name: string, content = `content of ${name}`): GivenFile => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(content),
})
const documentOf = (name: string, bytes: number): GivenFile => ({
  name,
  mimeType: 'application/pdf',
  buffer: Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(bytes)]),
})
/** A picture that says who took it. */
async function pictureOf(name: string): Promise<GivenFile> {
  const create = { width: 60, height: 40, channels: 3, background: { r: 20, g: 120, b: 220 } } as const
  const picture = sharp({ create }).withExif({ IFD0: { Artist: 'Mia Berg' } })
  return { name, mimeType: 'image/png', buffer: await picture.png().toBuffer() }
}

/** Drops or pastes as a browser tells the page. */
async function give(target: Locator, type: 'drop' | 'paste', files: readonly GivenFile[]): Promise<void> {
  const plain = files.map(({ name, mimeType, buffer }) => ({
    name,
    mimeType,
    content: buffer.toString('base64'),
  }))
  await target.evaluate(
    (element, given) => {
      const transfer = new DataTransfer()
      for (const { name, mimeType, content } of given.plain) {
        const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0))
        transfer.items.add(new File([bytes], name, { type: mimeType }))
      }
      const options = { bubbles: true, cancelable: true }
      const event =
        given.type === 'drop'
          ? new DragEvent('drop', { ...options, dataTransfer: transfer })
          : new ClipboardEvent('paste', { ...options, clipboardData: transfer })
      element.dispatchEvent(event)
    },
    { plain, type },
  )
}

/** A line to the app that, until it is mended, breaks off once so many bytes of one connection have gone up. */
async function breakingLine(afterBytes: number) {
  let isBroken = true
  let appPort = 0
  const server = createServer((down) => {
    const up = connect(appPort, 'localhost')
    let bytes = 0
    for (const [from, to] of [
      [down, up],
      [up, down],
    ] as const) {
      from.on('error', () => to.destroy())
      from.on('close', () => to.destroy())
    }
    up.pipe(down)
    down.on('data', (chunk) => {
      bytes += chunk.byteLength
      if (isBroken && bytes > afterBytes) down.resetAndDestroy()
      else up.write(chunk)
    })
  })
  const port = await freePort()
  server.listen(port, 'localhost')
  await once(server, 'listening')
  return {
    url: `http://localhost:${port}`,
    leadTo(url: string) {
      appPort = Number(new URL(url).port)
    },
    mend() {
      isBroken = false
    },
    close: () => server.close(),
  }
}

const rowOf = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name })

async function filesOf(message: StaffMessage | undefined) {
  const links = [...(message?.body ?? '').matchAll(/\[(?<name>[^\]]+)\]\((?<url>[^)]+)\)/g)]
  return Promise.all(
    links.map(async ({ groups }) => ({
      name: (groups?.name ?? '').replaceAll('\\', ''),
      content: Buffer.from(await (await fetch(groups?.url ?? '')).arrayBuffer()),
    })),
  )
}

test('three chosen, two dropped, one pasted, one removed, one broken off and sent again: five arrive', async ({
  browser,
}) => {
  const subject = uniqueSubject('Six files')
  const picture = await pictureOf('photo.png')
  // Some of the files go up twice, at an app of its own.
  test.slow()
  const large = documentOf('large.pdf', 3_000_000)
  const line = await breakingLine(1_800_000)
  const app = await startApp({ APP_URL: line.url })
  line.leadTo(app.url)
  // Not the watched page: Chromium writes a connection that is lost, or a refusal, into the console.
  const context = await browser.newContext({ baseURL: line.url })
  const page = await context.newPage()
  await page.goto('/')
  await fillForm(page, { subject, message: 'Six files, five meant.' })
  await page.getByLabel('Attachments').setInputFiles([textFile('a.txt'), textFile('b.txt'), large])
  await give(page.getByLabel('Message'), 'drop', [textFile('c.txt'), textFile('wrong.txt')])
  await give(page.getByLabel('Message'), 'paste', [picture])
  await expect(rowOf(page, 'large.pdf')).toContainText('large.pdf did not finish uploading')
  line.mend()
  await rowOf(page, 'large.pdf').getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('button', { name: 'Remove wrong.txt' }).click()
  await expect(page.getByRole('button', { name: 'Remove photo.png' })).toBeFocused()
  for (const name of ['a.txt', 'b.txt', 'large.pdf', 'c.txt', 'photo.png'])
    await expect(rowOf(page, name)).toContainText('Ready')
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  const [message] = await staffOf(app).messages(subject)
  const arrived = await filesOf(message)
  expect(arrived.map(({ name }) => name)).toEqual(['a.txt', 'b.txt', 'large.pdf', 'c.txt', 'photo.png'])
  const hashOf = (name: string) => sha256(arrived.find((file) => file.name === name)?.content ?? Buffer.of())
  expect([hashOf('c.txt'), hashOf('large.pdf')]).toEqual([
    sha256(textFile('c.txt').buffer),
    sha256(large.buffer),
  ])
  const shown = sharp(arrived.at(-1)?.content)
  expect((await shown.metadata()).exif).toBeUndefined()
  expect(await shown.removeAlpha().raw().toBuffer()).toEqual(await sharp(picture.buffer).raw().toBuffer())
  await expect(page.getByRole('article').getByRole('link')).toHaveText(arrived.map(({ name }) => name))
  await context.close()
  await app.stop()
  line.close()
})

test('Send waits for files under way and says so', async ({ page, app }) => {
  const subject = uniqueSubject('Waiting')
  const held: (() => void)[] = []
  await page.route('**/uploads', async (route) => {
    await new Promise<void>((resolve) => held.push(resolve))
    await route.continue()
  })
  await page.goto('/')
  await fillForm(page, { subject, message: 'Wait for it.' })
  await page.getByLabel('Attachments').setInputFiles([textFile('late.txt')])
  await expect(rowOf(page, 'late.txt')).toContainText('uploaded')
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page.getByText('Finishing 1 file, then sending')).toBeVisible()
  expect(await staffOf(app).messages(subject)).toEqual([])
  for (const release of held) release()
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  expect(await staffOf(app).messages(subject)).toMatchObject([
    { attachments: [{ file_file_name: 'late.txt' }] },
  ])
})

test('limits are told at once, and a file that is refused holds up nothing', async ({ browser, app }) => {
  const page = await browser.newPage({ baseURL: app.url })
  const subject = uniqueSubject('Refused')
  await page.goto('/')
  await fillForm(page, { subject, message: 'Only the good one.' })
  const good = Array.from({ length: 10 }, (_file, index) => textFile(`good-${index}.txt`))
  await page
    .getByLabel('Attachments')
    .setInputFiles([textFile('empty.txt', ''), { ...textFile('page.svg', '<svg/>') }, ...good])
  await expect(rowOf(page, 'empty.txt')).toContainText('empty.txt is empty')
  await expect(rowOf(page, 'page.svg')).toContainText('page.svg is not one of these types: ')
  await expect(rowOf(page, 'good-9.txt')).toContainText('Only 10 files can be added; the rest were left out')
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  const [message] = await staffOf(app).messages(subject)
  expect((await filesOf(message)).map(({ name }) => name)).toEqual(good.slice(0, 9).map(({ name }) => name))
  await page.close()
})

test('a reply takes files, shows them, and the box is empty for the next one', async ({ page, app }) => {
  const subject = uniqueSubject('Reply')
  await sendRequest(page, { subject, message: 'First.' })
  await page.getByLabel('Reply', { exact: true }).fill('As asked.')
  await page.getByLabel('Attachments').setInputFiles([textFile('proof.txt')])
  await expect(rowOf(page, 'proof.txt')).toContainText('Ready')
  await page.getByRole('button', { name: 'Send reply' }).click()
  await expect(page.getByText('Reply sent')).toBeVisible()
  await expect(page.getByRole('article').last().getByRole('link', { name: 'proof.txt' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Remove proof.txt' })).toHaveCount(0)
  const [reply] = await staffOf(app).messages(subject)
  expect(reply).toMatchObject({ body: 'As asked.', attachments: [{ file_file_name: 'proof.txt' }] })
})
