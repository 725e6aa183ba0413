/** A built app takes its form from a JSON file, without a rebuild, and does not start on one that cannot work. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import support from '#support.config'
import { failToStart, startApp } from './support/app.ts'
import { fillForm } from './support/customer.ts'
import { staffOf } from './support/staff.ts'
import { expect, test } from './support/test.ts'

function fileWith(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'deskbell-configuration-')), 'support.json')
  writeFileSync(path, text)
  return path
}

test('SUPPORT_CONFIG replaces the brand, the topics and where they go', async ({ page }) => {
  const form = support.forms.support
  const returns = { slug: 'returns', label: 'A return', channel: 'returns', tags: ['return'] }
  const other = {
    ...support,
    $schema: 'https://help.example.com/support.schema.json',
    brand: { name: 'Acme Tools', accent: '#7a1fa2' },
    channels: [...support.channels, { slug: 'returns', name: 'Returns', email: 'returns@example.com' }],
    forms: { support: { ...form, topics: [returns] } },
  }
  const app = await startApp({ SUPPORT_CONFIG: fileWith(JSON.stringify(other)) })
  await page.goto(app.url)
  await expect(page).toHaveTitle('Contact Acme Tools – Acme Tools')
  await fillForm(page, { topic: 'A return', subject: 'Too small', message: 'One size up, please.' })
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  const [message] = await staffOf(app).messages('Too small')
  expect(message?.conversation.category.slug).toBe('returns')
  await app.stop()
})

test('a configuration that cannot work stops the start with a line for each problem', async () => {
  const wrong = { ...support, brand: { name: 'Acme', accent: 'red' }, chanels: [] }
  const path = fileWith(JSON.stringify(wrong))
  const { code, output } = await failToStart({ SUPPORT_CONFIG: path, DATA_DIR: join(path, '..', 'data') })
  expect(code).toBe(1)
  expect(output).toContain('Deskbell did not start:')
  expect(output).toContain(`${path}: brand.accent needs a colour like #2f5bc2; got "red"`)
  expect(output).toContain(`${path}: chanels is no setting; check its spelling`)
})

test('a file that is not there or not JSON stops the start with its path', async () => {
  const broken = fileWith('{"brand": ')
  for (const path of [broken, `${broken}.gone`]) {
    const { code, output } = await failToStart({ SUPPORT_CONFIG: path, DATA_DIR: join(broken, '..', 'data') })
    expect(code).toBe(1)
    expect(output).toContain(`SUPPORT_CONFIG: ${path} cannot be read as JSON: `)
  }
})
