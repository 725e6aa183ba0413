/** `npm run customers`: what is kept of the customer with an address, and its removal; on the database of a running installation. */
import { database } from '#lib/db/open.ts'
import { uploads } from '#lib/files/uploads.ts'
import { type CustomerData, findCustomer, forgetCustomer } from '#lib/threads/customer-data.ts'
import { runCommand } from './command.ts'

const usage = `npm run customers -- find <email>                    what is kept of this customer
npm run customers -- forget <email>                  removes all of it, for good; with --undelivered
                                                     also messages that the helpdesk does not have yet`

await runCommand(async ([verb, email, option, ...rest]) => {
  const store = await database()
  try {
    const isAll = option === '--undelivered'
    if (rest.length > 0 || !email?.includes('@') || (option && !isAll)) return refuse(usage)
    if (verb === 'find' && !option) return show(await findCustomer(store, email))
    if (verb === 'forget') return await forget(store, email, isAll)
    return refuse(usage)
  } finally {
    await store.close()
  }
})

function show({ threads, mails, conversations }: CustomerData): number {
  for (const { reference, openedAt, subject, messages, undelivered, files, conversation } of threads) {
    const counts = `${messages} messages (${undelivered} not delivered), ${files} files`
    console.log(
      `${reference} of ${openedAt}: ${subject}: ${counts}; in the helpdesk: ${conversation ?? 'not yet'}`,
    )
  }
  console.log(
    `${threads.length} conversations, ${mails} mails; in the built-in helpdesk: ${conversations} conversations`,
  )
  return 0
}

async function forget(
  store: Awaited<ReturnType<typeof database>>,
  email: string,
  withUndelivered: boolean,
): Promise<number> {
  const data = await findCustomer(store, email)
  const waiting = data.threads.filter(({ undelivered }) => undelivered > 0)
  if (waiting.length > 0 && !withUndelivered)
    return refuse(
      `${waiting.length} conversations have messages that are not delivered. With --undelivered they go as well.`,
    )
  await forgetCustomer(store, await uploads(), email)
  const elsewhere = data.threads.flatMap(({ conversation }) => conversation ?? [])
  console.log(`Removed: ${data.threads.length} conversations with their files, ${data.mails} mails.`)
  if (data.conversations > 0)
    console.log(`Removed from the built-in helpdesk: ${data.conversations} conversations.`)
  else if (elsewhere.length > 0)
    console.log(`Still in your helpdesk, for you to remove: ${elsewhere.join(', ')}`)
  return 0
}

function refuse(reason: string): number {
  console.error(reason)
  return 1
}
