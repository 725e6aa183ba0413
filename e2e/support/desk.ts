/** A staff member at the desk, in a browser. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import type { App } from './app.ts'

export const staffEmail = 'staff@example.com'

/** The token that an app made for itself. */
export const staffToken = (app: App) => readFileSync(join(app.dataDir, 'api-token'), 'utf8').trim()

/** Fills in the way into the desk and presses its button. */
export async function showCredentials(page: Page, email: string, token: string): Promise<void> {
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Token').fill(token)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** From `/desk` to the list. */
export async function signIn(page: Page, app: App): Promise<void> {
  await page.goto(`${app.url}/desk`)
  await showCredentials(page, staffEmail, staffToken(app))
  await expect(page.getByRole('heading', { name: 'Conversations', exact: true })).toBeVisible()
}

/** From the list to the conversation about `subject`. */
export async function openConversation(page: Page, subject: string): Promise<void> {
  await page.getByRole('link', { name: subject, exact: true }).click()
  await expect(page.getByRole('heading', { name: subject, exact: true })).toBeVisible()
}

export async function sendAnswer(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: /^Answer to/ }).fill(text)
  await page.getByRole('button', { name: 'Send answer' }).click()
}
