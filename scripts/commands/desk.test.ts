/** What an operator does when somebody joins the team, or leaves it. */
import { expect, test } from 'vitest'
import { onEachEngine } from '#lib/db/engines.testing.ts'
import { createBuiltinHelpdesk } from '#lib/helpdesk/builtin/server.ts'
import { environmentOf, npmRun } from './command.testing.ts'

onEachEngine((open) => {
  test('who is added gets in with the printed token until they are removed, while the app runs', async () => {
    const database = await open()
    const publicUrl = 'http://localhost:3000'
    const helpdesk = createBuiltinHelpdesk({ database, staff: [], channels: [], publicUrl })
    const statusFor = async (token: string) => {
      const authorization = `Basic ${Buffer.from(`sam@example.com:${token}`).toString('base64')}`
      return (await helpdesk(new Request(`${publicUrl}/api/v1/staff`, { headers: { authorization } }))).status
    }
    const run = (...args: string[]) => npmRun(['desk', ...args], environmentOf(database.where))

    const added = await run('add', 'Sam@example.com', 'Sam', 'Reed')
    expect(added).toMatchObject({ code: 0, out: expect.stringMatching(/^[\w-]{43}\n$/) })
    const token = added.out.trim()
    expect(await statusFor(token)).toBe(200)
    expect(await statusFor(`${token}x`)).toBe(401)
    const rows = await database.kysely.selectFrom('helpdesk_staff').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(token)
    expect(rows).toMatchObject([{ email: 'sam@example.com', name: 'Sam Reed' }])

    const again = (await run('add', 'sam@example.com')).out.trim()
    expect(await statusFor(token)).toBe(401)
    expect(await statusFor(again)).toBe(200)
    expect((await run()).out).toContain('sam@example.com  Sam Reed')

    expect(await run('remove', 'sam@example.com')).toMatchObject({ code: 0 })
    expect(await statusFor(again)).toBe(401)
    expect((await run('remove', 'sam@example.com')).code).toBe(1)
    expect((await run('add', 'staff@example.com')).err).toContain('BUILTIN_STAFF_EMAIL')
    expect((await run('add', 'nobody')).err).toContain('no email address')
    expect((await run('promote')).err).toContain('npm run desk -- add <email>')
  }, 180_000)
})
