/** The ways through the product that are crashed at each of their side effects. */
import type { Customers, Letter } from './customers.ts'
import { faults } from './faults.ts'
import type { ChaosHelpdesk } from './helpdesk.ts'
import type { Instance } from './installation.ts'
import { readBuiltinStanding, workOff } from './recovery.ts'
import type { VirtualTime } from './virtual-time.ts'

export interface Flow {
  readonly name: string
  /** What was there before, made without a fault. */
  prepare(scene: Scene): Promise<void>
  /** What is crashed. It may be begun again by another process, and then goes on where it was. */
  run(scene: Scene): Promise<void>
  /** What is not as it should be, once it has run to its end; messages are judged by the ledger. */
  unmet?(scene: Scene): Promise<readonly string[]>
  /** Only where the helpdesk is another machine. */
  readonly remoteOnly?: true
  /** Accepted and delivered: all pairs of crashes are run, and of the others a sample. */
  readonly isCore?: true
}

export interface Scene {
  readonly instance: Instance
  readonly post: readonly string[]
  readonly customers: Customers
  readonly helpdesk: ChaosHelpdesk | null
  readonly time: VirtualTime
  /** What this flow is about; kept when its process dies. */
  readonly letters: Letter[]
  readonly uploaded: Map<string, readonly string[]>
}

const minuteMs = 60_000

export const flows: readonly Flow[] = [
  {
    name: 'a new request',
    isCore: true,
    prepare: async ({ customers, letters }) => void letters.push(customers.write()),
    run: sendAndDeliver,
    unmet: lookAtCounts,
  },
  { name: 'a reply', isCore: true, prepare: prepareReply, run: sendAndDeliver },
  {
    name: 'a read-back that finds it',
    remoteOnly: true,
    prepare: (scene) => prepareUncertain(scene, 'F05 timeout after processing'),
    run: ({ instance, time }) => deliver(instance, time),
  },
  {
    name: 'read-backs that find nothing, and a second send',
    remoteOnly: true,
    prepare: (scene) => prepareUncertain(scene, 'F04 timeout before processing'),
    run: ({ instance, time }) => deliver(instance, time),
  },
  {
    name: 'an uncertain reply, looked for and found',
    remoteOnly: true,
    async prepare(scene) {
      await prepareReply(scene)
      await prepareUncertain(scene, 'F06 reset after processing')
    },
    run: ({ instance, time }) => deliver(instance, time),
  },
  {
    name: 'a request with three files',
    prepare: async ({ customers, letters }) => void letters.push(customers.write()),
    run: (scene) => sendFiles(scene, ['one', 'two', 'three']),
  },
  { name: 'a reply with a file', prepare: prepareReply, run: (scene) => sendFiles(scene, ['one']) },
  {
    name: 'a conversation that is solved, and rated',
    async prepare({ instance, customers, time }) {
      await customers.send(instance, customers.write())
      await deliver(instance, time)
    },
    run: mark,
    unmet: lookAtMarks,
  },
  {
    name: 'a request whose link is mailed',
    prepare: async ({ customers, letters }) => void letters.push({ ...customers.write(), isMailed: true }),
    async run(scene) {
      await sendAndDeliver(scene)
      // What a dead process was handing over is free again by then.
      scene.time.pass(4 * minuteMs)
      await scene.instance.until(scene.instance.mailer.drain())
    },
    unmet: lookAtMail,
  },
  {
    name: 'the sweep of files that nobody sent',
    async prepare(scene) {
      const letter = scene.customers.write()
      for (const name of ['left', 'behind']) await upload({ ...scene, uploaded: new Map() }, letter, name)
      scene.time.pass(25 * 60 * minuteMs)
      scene.letters.push(scene.customers.write())
    },
    async run(scene) {
      await scene.instance.until(scene.instance.uploads.sweep())
      await sendAndDeliver(scene)
    },
  },
]

async function prepareReply({ instance, customers, letters, time }: Scene): Promise<void> {
  const first = customers.write()
  await customers.send(instance, first)
  await deliver(instance, time)
  letters.push(customers.reply(first))
}

/** Sends it, and lets the call meet this fault: nobody knows what became of it. */
async function prepareUncertain(scene: Scene, fault: string): Promise<void> {
  const [letter = scene.customers.write()] = scene.letters
  const met = faults.find(({ name }) => name === fault)
  if (!met) throw new Error(`no fault is called ${fault}`)
  scene.helpdesk?.trouble(met, 1, true)
  await scene.customers.send(scene.instance, letter)
  await scene.instance.box.drain()
  scene.helpdesk?.heal()
}

async function sendAndDeliver({ instance, customers, letters, time }: Scene): Promise<void> {
  for (const letter of letters) if (!customers.isSafe(letter)) await customers.send(instance, letter)
  await deliver(instance, time)
}

async function deliver(instance: Instance, time: VirtualTime): Promise<void> {
  await workOff(instance, time, instance.database, 5 * minuteMs)
}

async function sendFiles(scene: Scene, names: readonly string[]): Promise<void> {
  const { instance, customers, letters, uploaded, time } = scene
  for (const letter of letters) {
    if (customers.isSafe(letter)) continue
    // A page keeps the ids of files that it was told are there; a file under way is sent again.
    for (const name of names.slice(uploaded.get(letter.requestId)?.length ?? 0))
      await upload(scene, letter, name)
    await customers.send(instance, letter, uploaded.get(letter.requestId))
  }
  await deliver(instance, time)
}

async function upload({ instance, uploaded }: Scene, { requestId }: Letter, name: string): Promise<void> {
  const content = (async function* () {
    yield Buffer.from(`The file ${name}.`)
  })()
  const taking = await instance.until(
    instance.uploads.take({ requestId, sender: 'chaos', name: `${name}.txt`, content }),
  )
  if (taking === 'dead') return
  if (taking.outcome !== 'taken') throw new Error(`a file was refused: ${taking.error}`)
  uploaded.set(requestId, [...(uploaded.get(requestId) ?? []), taking.upload.id])
}

async function mark({ instance, customers, time }: Scene): Promise<void> {
  for (const { subject } of customers.threads) {
    const work = async () => {
      const { id: threadId } = await instance.database.kysely
        .selectFrom('thread')
        .select('id')
        .where('subject', '=', subject)
        .executeTakeFirstOrThrow()
      await instance.box.acceptRating({ threadId, rating: { value: 5, comment: '' } })
      await instance.box.acceptSolution({ threadId, requestId: 's'.repeat(43) })
    }
    if ((await instance.until(work())) === 'dead') return
  }
  await deliver(instance, time)
}

const resolved = 2

async function lookAtMarks({ customers, helpdesk, instance }: Scene): Promise<readonly string[]> {
  const problems: string[] = []
  for (const { subject } of customers.threads) {
    const { status, rating } =
      helpdesk?.standing(subject) ?? (await readBuiltinStanding(instance.database, subject))
    if (status !== resolved) problems.push(`${subject} has the status ${status}`)
    if (String(rating) !== '5') problems.push(`${subject} is rated ${rating}`)
  }
  return problems
}

/** However often Send was pressed for it, a request counts once against any limit. */
async function lookAtCounts({ instance }: Scene): Promise<readonly string[]> {
  const again = await instance.database.kysely
    .selectFrom('tally')
    .select('count')
    .where('count', '>', 1)
    .execute()
  return again.map(({ count }) => `it was counted ${count} times`)
}

/** The link for the customer, and where the helpdesk is ours a notice for its staff: each once. */
async function lookAtMail({ instance, post, helpdesk }: Scene): Promise<readonly string[]> {
  const query = instance.database.kysely.selectFrom('mail').select(['id', 'kind', 'state'])
  const mails = await query.orderBy('kind').execute()
  const kinds = mails.map(({ kind }) => kind).join()
  if (kinds !== (helpdesk ? 'opened' : 'notice,opened')) return [`these mails: ${kinds}`]
  const unsent = mails.filter(({ id, state }) => state !== 'sent' || !post.includes(id))
  return unsent.map(({ id }) => `the mail ${id} was not sent`)
}
