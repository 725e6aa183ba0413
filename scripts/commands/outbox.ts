/** `npm run outbox`: what is held up, why, and the way to try it again; on the database of a running installation. */
import { database } from '#lib/db/open.ts'
import { readHealth } from '#lib/outbox/health.ts'
import {
  discardSuspected,
  doubtUndelivered,
  findRow,
  type HeldRow,
  listParked,
  retryParked,
} from '#lib/outbox/operations.ts'
import { runCommand } from './command.ts'

const usage = `npm run outbox                     what is held up, and how many others are on their way
npm run outbox -- show <id>        one message with all that is known of it
npm run outbox -- retry <id>       has it tried again, now; with --parked all that are held up
npm run outbox -- release <id>     sends one that was held as suspected
npm run outbox -- discard <id>     removes one that was held as suspected, with its conversation page
npm run outbox -- export           all that are held up, as lines of JSON
npm run outbox -- restored         after a copy of the database was restored, before Deskbell starts: looks for
                                   what was not delivered in the helpdesk before it sends any of it`

await runCommand(async ([verb = 'list', argument, ...rest]) => {
  const store = await database()
  try {
    if (rest.length > 0) return refuse(usage)
    if (verb === 'list' && argument === undefined) return await list(store)
    if (verb === 'export' && argument === undefined) return await exportParked(store)
    if (verb === 'restored' && argument === undefined) return await doubt(store)
    if (verb === 'show' && argument) return await show(store, argument)
    if (verb === 'retry' && argument) return await retry(store, argument)
    if (verb === 'release' && argument) return await release(store, argument)
    if (verb === 'discard' && argument) return await discard(store, argument)
    return refuse(usage)
  } finally {
    await store.close()
  }
})

type Store = Awaited<ReturnType<typeof database>>

async function list(store: Store): Promise<number> {
  const rows = await listParked(store)
  for (const row of rows) console.log(`${row.id}  ${line(row)}`)
  const { parked, waiting, sending, uncertain } = await readHealth(store, Date.now())
  console.log(
    `${parked} held up; on their way: ${waiting} waiting, ${sending} sending, ${uncertain} uncertain`,
  )
  return 0
}

function line({ kind, reference, acceptedAt, attempts, reason, detail }: HeldRow): string {
  const tries = attempts === 1 ? '1 attempt' : `${attempts} attempts`
  return `${kind} ${reference} of ${acceptedAt}, ${tries}: ${reason ?? 'unknown'}${detail ? `: ${detail}` : ''}`
}

async function exportParked(store: Store): Promise<number> {
  for (const row of await listParked(store)) console.log(JSON.stringify(row))
  return 0
}

async function show(store: Store, id: string): Promise<number> {
  const row = await findRow(store, id)
  if (!row) return refuse(`There is no message ${id}.`)
  console.log(JSON.stringify(row, null, 2))
  return 0
}

async function retry(store: Store, which: string): Promise<number> {
  if (which === '--parked') {
    console.log(`${await retryParked(store, Date.now())} set waiting; a running instance sends them at once.`)
    return 0
  }
  const row = await findRow(store, which)
  if (!row) return refuse(`There is no message ${which}.`)
  if ((await retryParked(store, Date.now(), which)) === 0)
    return refuse(`${which} is not held up: it is ${row.state}.`)
  console.log(`${which} set waiting; a running instance sends it at once.`)
  if (row.reason === 'absent')
    console.log('Nobody knows whether the helpdesk has it already: look there for a second one.')
  return 0
}

async function doubt(store: Store): Promise<number> {
  console.log(`${await doubtUndelivered(store, Date.now())} will be looked for before they are sent.`)
  return 0
}

async function release(store: Store, id: string): Promise<number> {
  const row = await findRow(store, id)
  if (row?.reason !== 'suspected' || row.state !== 'parked') return refuse(`${id} is not held as suspected.`)
  return retry(store, id)
}

async function discard(store: Store, id: string): Promise<number> {
  if (!(await discardSuspected(store, id))) return refuse(`${id} is not held as suspected.`)
  console.log(`${id} is removed.`)
  return 0
}

function refuse(reason: string): number {
  console.error(reason)
  return 1
}
