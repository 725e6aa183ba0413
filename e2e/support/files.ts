/** Files in a customer's hands: made up, chosen, dropped and pasted, over lines that break; and what staff have of them. */
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test'
import sharp from 'sharp'
import { freePort } from './app.ts'
import type { StaffMessage } from './staff.ts'

/** A form as a customer has it: on a page of its own, or in the frame of another. */
export type Form = Pick<Page | FrameLocator, 'getByLabel' | 'getByRole' | 'locator'>

export interface GivenFile {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex')
export const textFile = (name: string, content = `content of ${name}`): GivenFile => ({
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
export async function breakingLine(afterBytes: number) {
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

export const rowOf = (form: Form, name: string) => form.getByRole('listitem').filter({ hasText: name })

export async function filesOf(message: StaffMessage | undefined) {
  const links = [...(message?.body ?? '').matchAll(/\[(?<name>[^\]]+)\]\((?<url>[^)]+)\)/g)]
  return Promise.all(
    links.map(async ({ groups }) => ({
      name: (groups?.name ?? '').replaceAll('\\', ''),
      content: Buffer.from(await (await fetch(groups?.url ?? '')).arrayBuffer()),
    })),
  )
}

/** Six files by every way in, one of which breaks off at 60 %, and is sent again, and one of which is taken out. */
export interface SixFiles {
  readonly picture: GivenFile
  readonly large: GivenFile
  /** As staff should have them. */
  readonly names: readonly string[]
}

/** Where the line has to break. */
export const breaksAfterBytes = 1_800_000

export async function makeSixFiles(): Promise<SixFiles> {
  const names = ['a.txt', 'b.txt', 'large.pdf', 'c.txt', 'photo.png']
  return { picture: await pictureOf('photo.png'), large: documentOf('large.pdf', 3_000_000), names }
}

/** Chooses three, drops two, pastes one, has one sent again and takes one out; all five are ready then. */
export async function giveSixFiles(
  form: Form,
  { picture, large, names }: SixFiles,
  line: { mend(): void },
): Promise<void> {
  await form.getByLabel('Attachments').setInputFiles([textFile('a.txt'), textFile('b.txt'), large])
  await give(form.getByLabel('Message'), 'drop', [textFile('c.txt'), textFile('wrong.txt')])
  await give(form.getByLabel('Message'), 'paste', [picture])
  await expect(rowOf(form, 'large.pdf')).toContainText('large.pdf did not finish uploading')
  line.mend()
  await rowOf(form, 'large.pdf').getByRole('button', { name: 'Try again' }).click()
  await form.getByRole('button', { name: 'Remove wrong.txt' }).click()
  await expect(form.getByRole('button', { name: 'Remove photo.png' })).toBeFocused()
  for (const name of names) await expect(rowOf(form, name)).toContainText('Ready')
}

/** Staff have exactly the five: documents byte for byte, the picture without what it said beside what it shows. */
export async function expectFiveFiles(
  message: StaffMessage | undefined,
  { picture, large, names }: SixFiles,
): Promise<void> {
  const arrived = await filesOf(message)
  expect(arrived.map(({ name }) => name)).toEqual(names)
  const hashOf = (name: string) => sha256(arrived.find((file) => file.name === name)?.content ?? Buffer.of())
  for (const { name, buffer } of [textFile('a.txt'), textFile('b.txt'), textFile('c.txt'), large])
    expect([name, hashOf(name)]).toEqual([name, sha256(buffer)])
  const shown = sharp(arrived.at(-1)?.content)
  expect((await sharp(picture.buffer).metadata()).exif).toBeDefined()
  expect((await shown.metadata()).exif).toBeUndefined()
  expect(await shown.removeAlpha().raw().toBuffer()).toEqual(await sharp(picture.buffer).raw().toBuffer())
}
