/** `npm run desk`: adds and removes staff members of the built-in helpdesk; at once, while the app runs. */
import { database } from '#lib/db/open.ts'
import { environment } from '#lib/env/env.ts'
import { checkEmail } from '#lib/form/formats.ts'
import { addMember, listMembers, removeMember } from '#lib/helpdesk/builtin/staff.ts'
import { runCommand } from './command.ts'

const usage = `npm run desk                         who may sign in at the desk
npm run desk -- add <email> [name]   lets another one in, and prints their token, this once;
                                     for one who is there already it replaces the token
npm run desk -- remove <email>       lets them in no more`

await runCommand(async ([verb = 'list', email, ...rest]) => {
  const { helpdesk } = environment()
  if (helpdesk.kind !== 'builtin') return refuse(`There is no desk with HELPDESK=${helpdesk.kind}.`)
  const store = await database()
  try {
    if (verb === 'list' && email === undefined) return await list(store, helpdesk.staffEmail)
    if (verb === 'add' && email)
      return await add(store, email, { name: rest.join(' '), first: helpdesk.staffEmail })
    if (verb === 'remove' && email && rest.length === 0)
      return await remove(store, email, helpdesk.staffEmail)
    return refuse(usage)
  } finally {
    await store.close()
  }
})

type Store = Awaited<ReturnType<typeof database>>

async function list({ kysely }: Store, first: string): Promise<number> {
  console.log(`${first}  by BUILTIN_STAFF_EMAIL`)
  for (const { email, name } of await listMembers(kysely)) console.log(name ? `${email}  ${name}` : email)
  return 0
}

async function add(
  { kysely }: Store,
  email: string,
  { name, first }: { readonly name: string; readonly first: string },
): Promise<number> {
  if (checkEmail(email) !== null) return refuse(`${JSON.stringify(email)} is no email address.`)
  if (isSame(email, first))
    return refuse(`${email} is the one of BUILTIN_STAFF_EMAIL: its token is BUILTIN_API_TOKEN.`)
  if (name.length > 255) return refuse('The name is longer than 255 characters.')
  console.log(await addMember(kysely, { email, name, nowMs: Date.now() }))
  console.error(
    `The token of ${email}, for /desk and /api/v1. It is not shown again; one from before opens nothing.`,
  )
  return 0
}

async function remove({ kysely }: Store, email: string, first: string): Promise<number> {
  if (isSame(email, first)) return refuse(`${email} is the one of BUILTIN_STAFF_EMAIL, and stays.`)
  if (!(await removeMember(kysely, email))) return refuse(`${email} is no staff member.`)
  console.log(`${email} is let in no more.`)
  return 0
}

function isSame(left: string, right: string): boolean {
  return left.trim().toLowerCase() === right.trim().toLowerCase()
}

function refuse(reason: string): number {
  console.error(reason)
  return 1
}
