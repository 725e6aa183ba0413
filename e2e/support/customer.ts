/** A customer: fills in the form and reads the thread by the names that a screen reader would say. */
import { expect, type FrameLocator, type Page } from '@playwright/test'

/** A page, or a frame in one: what a form stands on. */
export type Surface = Pick<Page & FrameLocator, 'getByLabel' | 'getByRole' | 'getByText' | 'locator'>

export interface Request {
  readonly topic?: string
  readonly subject: string
  readonly message: string
  readonly name?: string
  readonly email?: string
}

export const customer = { name: 'Mia Berg', email: 'mia@example.org' }

export async function fillForm(page: Surface, request: Request): Promise<void> {
  if (request.topic) await page.getByRole('radio', { name: request.topic }).check()
  await page.getByLabel('Subject').fill(request.subject)
  await page.getByLabel('Message').fill(request.message)
  await page.getByLabel('Your name').fill(request.name ?? customer.name)
  await page.getByLabel('Email').fill(request.email ?? customer.email)
}

/** As long as anybody takes to read a form and fill it in; what is sent sooner is marked as a machine's. */
export async function takeTime(page: Pick<Page, 'locator'>): Promise<void> {
  const stamp = await page.locator('input[name=stamp]').inputValue()
  await expect.poll(() => Date.now() - Number(stamp.split('.')[1])).toBeGreaterThan(2_000)
}

/** Sends a request from `/` and waits for its thread page; the answer is the form's request id. */
export async function sendRequest(page: Page, request: Request, url = ''): Promise<string> {
  await page.goto(`${url}/`)
  await fillForm(page, request)
  const requestId = await page.locator('input[name=request]').inputValue()
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page).toHaveURL(/\/t\/[\w-]{43}\?sent=1/)
  return requestId
}

/** A subject that no other test uses. */
export const uniqueSubject = (about: string) => `${about} ${Math.random().toString(36).slice(2, 10)}`

/** The list of what is to be fixed, above the form. */
export const summaryOf = (page: Surface) =>
  page.getByRole('alert').filter({ hasText: 'to fix before we can send this' })
