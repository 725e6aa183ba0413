/** What an operator hears about their mail server before a customer does. */
import { expect, test } from 'vitest'
import { startSmtpFake } from '#e2e/fakes/smtp.ts'
import { examineMail } from './mail.ts'

const from = { name: '', address: 'support@harbour.example' }

test('a mail server that lets us in, one that does not, and one that is not there', async () => {
  const smtp = await startSmtpFake({ password: 'right' })
  const settings = (pass: string) => ({
    from,
    smtp: { host: '127.0.0.1', port: smtp.port, secure: false, credentials: { user: 'deskbell', pass } },
  })
  const place = `127.0.0.1:${smtp.port}`
  expect(await examineMail(settings('right'))).toEqual([
    { verdict: 'ok', about: 'mail', found: `${place} answers and lets us in`, remedy: null },
  ])
  expect(await examineMail(settings('wrong'))).toMatchObject([
    { verdict: 'fail', remedy: 'Check the user and the password in SMTP_URL.' },
  ])
  await smtp.stop()
  const [gone] = await examineMail(settings('right'))
  expect(gone).toMatchObject({ verdict: 'fail', found: expect.stringContaining(`${place} cannot be used`) })
  expect(JSON.stringify(gone)).not.toContain('right')
  expect(smtp.mails()).toEqual([])
})
