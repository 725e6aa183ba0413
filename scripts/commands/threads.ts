/** `npm run threads`: closes the link of a conversation, or replaces it by a new one; at once, while the app runs. */
import { database } from '#lib/db/open.ts'
import { environment } from '#lib/env/env.ts'
import { revokeThread, rotateThread } from '#lib/threads/revocation.ts'
import { runCommand } from './command.ts'

const usage = `npm run threads -- revoke <reference>   its link opens nothing any more
npm run threads -- rotate <reference>   the same, and prints a new link, this once`

await runCommand(async ([verb, reference, ...rest]) => {
  const store = await database()
  try {
    if (rest.length > 0 || !reference) return refuse(usage)
    if (verb === 'revoke') return await revoke(store, reference)
    if (verb === 'rotate') return await rotate(store, reference)
    return refuse(usage)
  } finally {
    await store.close()
  }
})

type Store = Awaited<ReturnType<typeof database>>

async function revoke(store: Store, reference: string): Promise<number> {
  if (!(await revokeThread(store, reference, Date.now()))) return refuseUnknown(reference)
  console.log(`The link of ${reference} opens nothing any more.`)
  return 0
}

async function rotate(store: Store, reference: string): Promise<number> {
  const token = await rotateThread(store, reference, Date.now())
  if (token === null) return refuseUnknown(reference)
  console.log(`${environment().appUrl}/t/${token}`)
  console.error(
    'Whoever has this link reads the conversation. It is not shown again; the one before opens nothing.',
  )
  return 0
}

function refuseUnknown(reference: string): number {
  return refuse(`There is no conversation ${reference}.`)
}

function refuse(reason: string): number {
  console.error(reason)
  return 1
}
