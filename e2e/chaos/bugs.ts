/** Mistakes planted into a copy of the product, one at a time: the suite has to turn red over every one of them. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Stage, stageNames } from './on-engine.ts'

interface Bug {
  readonly name: string
  readonly file: string
  /** Text of the product, and what stands there instead; each has to be found. */
  readonly changes: readonly (readonly [was: string, becomes: string])[]
}

export const bugs: readonly Bug[] = [
  bug('acknowledged before the commit', 'lib/outbox/outbox.ts', [
    'acceptRequest: (request) => acceptRequest(world.database, request, world.nowMs()),',
    `acceptRequest: async (request) => {
      void acceptRequest(world.database, request, world.nowMs())
      return { outcome: 'accepted', id: '', token: request.tokens[0] }
    },`,
  ]),
  bug('a failed commit is called a success', 'lib/outbox/outbox.ts', [
    'acceptRequest(world.database, request, world.nowMs()),',
    `acceptRequest(world.database, request, world.nowMs()).catch(() => ({
      outcome: 'accepted' as const, id: '', token: request.tokens[0] })),`,
  ]),
  bug('synchronous=NORMAL', 'lib/db/sqlite.ts', ['synchronous = FULL', 'synchronous = NORMAL']),
  bug('whoever shares a commit is answered before it', 'lib/db/group-commit.ts', [
    'return { end: join() }',
    'return { end: null }',
  ]),
  bug('a request and its thread without a transaction', 'lib/outbox/accept.ts', [
    'return database.kysely.transaction().execute(async (transaction) => {\n    const known',
    'return database.kysely.connection().execute(async (transaction: never) => {\n    const known',
  ]),
  bug('what is sent again is counted again', 'lib/outbox/accept.ts', [
    'request.compose(transaction, known !== undefined)',
    'request.compose(transaction, false)',
  ]),
  bug('a conclusion without a transaction', 'lib/outbox/claim.ts', [
    'return kysely.transaction().execute(async (transaction) => {',
    'return kysely.connection().execute(async (transaction) => {',
  ]),
  bug('the request id is not looked at', 'lib/outbox/accept.ts', [
    'requestHash: hashOf(requestId),',
    'requestHash: hashOf(newId(requestId)),',
  ]),
  bug('a used request id is compared without the words', 'lib/outbox/append.ts', [
    "before.fingerprint === fingerprint ? { outcome: 'accepted', id: before.id } : { outcome: 'reused' }",
    "({ outcome: 'accepted', id: before.id })",
  ]),
  bug('what a dead process was sending is never taken up', 'lib/outbox/claim.ts', [
    "state in ('waiting', 'sending', 'uncertain')",
    "state in ('waiting', 'uncertain')",
  ]),
  bug('what a dead process was sending is sent again blindly', 'lib/outbox/claim.ts', [
    "then 'sending' else 'uncertain' end",
    "then 'sending' else 'sending' end",
  ]),
  bug('no fence', 'lib/outbox/claim.ts', [
    ".set(conclusion)\n      .where('id', '=', row.id)\n      .where('fence', '=', row.fence)",
    ".set(conclusion)\n      .where('id', '=', row.id)",
  ]),
  bug('the order within a thread is not kept', 'lib/outbox/claim.ts', [
    "earlier.state <> 'delivered'",
    "earlier.state = 'nothing'",
  ]),
  bug('a clock that went back keeps a row waiting', 'lib/outbox/claim.ts', [
    // biome-ignore lint/suspicious/noTemplateCurlyInString: that is what stands in the product.
    'or due_ms > ${lostTimeAfter(nowMs)}',
    '',
  ]),
  bug('the conversation is not remembered', 'lib/outbox/claim.ts', [
    'if (conversation !== undefined) {',
    'if (conversation === null) {',
  ]),
  bug('sent again after an unknown outcome', 'lib/outbox/delivery.ts', [
    "state: 'uncertain',\n        due_ms: nowMs() + waitBeforeReadBack(0",
    "state: 'waiting',\n        due_ms: nowMs() + waitBeforeReadBack(0",
  ]),
  bug('a time-out counts as delivered', 'lib/outbox/delivery.ts', [
    "state: 'uncertain',\n        due_ms: nowMs() + waitBeforeReadBack(0",
    "state: 'delivered',\n        due_ms: nowMs() + waitBeforeReadBack(0",
  ]),
  bug('what the read-back finds is ignored', 'lib/outbox/delivery.ts', [
    'if (conversation) return { conclusion: delivered(world.nowMs()), conversation }',
    '',
  ]),
  bug(
    'one read-back is enough',
    'lib/outbox/policy.ts',
    ['readBacks: 3,', 'readBacks: 1,'],
    ['readBackSpreadMs: 2 * minutes', 'readBackSpreadMs: 0'],
  ),
  bug('an unanswered read-back counts as an empty one', 'lib/outbox/delivery.ts', [
    'return { conclusion: afterUnreadable(row, error, world), error }',
    'return { conclusion: afterNothingFound(row, world), error }',
  ]),
  bug('given up after five attempts', 'lib/outbox/delivery.ts', [
    "case 'not-sent':\n      return { ...why, state: 'waiting',",
    "case 'not-sent':\n      return { ...why, state: row.attempts > 5 ? 'parked' : 'waiting',",
  ]),
  bug('what is held up is not shown', 'lib/outbox/health.ts', ["parked: count('parked')", 'parked: 0']),
  bug(
    'Retry-After is not heeded',
    'lib/outbox/pauses.ts',
    ["if (error?.code === 'throttled') pausedUntilMs", "if (error?.code === 'malformed') pausedUntilMs"],
    ['isPaused: () => ', 'isPaused: () => false && '],
  ),
  bug('an outage is hammered', 'lib/outbox/pauses.ts', [
    'isResting() ? 0 : failures > 0 ? 1 : atOnce',
    'atOnce',
  ]),
  bug('our key is not sent', 'lib/helpdesk/reamaze/adapter.ts', ['deskbell_id: key', 'other_id: key']),
  bug('a reset connection means that nothing was sent', 'lib/helpdesk/fault.ts', [
    "code: 'unreachable',\n    outcome: 'unknown',\n    cause: error,",
    "code: 'unreachable',\n    outcome: 'not-sent',\n    cause: error,",
  ]),
  bug('a 5xx means that nothing was sent', 'lib/helpdesk/fault.ts', [
    "what: 'is in trouble', code: 'unreachable', outcome: 'unknown'",
    "what: 'is in trouble', code: 'unreachable', outcome: 'not-sent'",
  ]),
  bug('any answer of 200 is a success', 'lib/helpdesk/http.ts', [
    "throw unreadable('is not JSON', status)",
    "return { slug: 'unknown', body: '' }",
  ]),
  bug(
    'a migration without a transaction',
    'lib/db/migrate.ts',
    ['sql`begin immediate`', 'sql`select 1`'],
    ['sql`commit`', 'sql`select 1`'],
    ['sql`rollback`', 'sql`select 1`'],
  ),
  bug('the sweeper takes files that were sent', 'lib/files/sweep.ts', [
    ".where('expires_ms', '<=', beforeMs)",
    ".where('created_ms', '<=', beforeMs - pendingMs)",
  ]),
  bug('files that nobody knows of stay for ever', 'lib/files/sweep.ts', ['await sweepOrphans(world)', '']),
]

function bug(name: string, file: string, ...changes: readonly (readonly [string, string])[]): Bug {
  return { name, file, changes }
}

/** The stage that turns red over a bug is run first; the stories do over all others. */
const noticedIn: ReadonlyMap<string, Stage> = new Map([
  ['a failed commit is called a success', 'crashes'],
  ['what is sent again is counted again', 'crashes'],
  ['a conclusion without a transaction', 'crashes'],
  ['the sweeper takes files that were sent', 'crashes'],
  ['files that nobody knows of stay for ever', 'crashes'],
  ['Retry-After is not heeded', 'week'],
  ['given up after five attempts', 'week'],
  ['an outage is hammered', 'week'],
  ['a migration without a transaction', 'starts'],
])

/**
 * Plants each bug, or those whose name holds `part`, and runs the quick suite until its first failure.
 * @throws when a bug no longer fits the product.
 */
export async function catchBugs(part = ''): Promise<{ planted: number; missed: readonly string[] }> {
  const missed: string[] = []
  const chosen = bugs.filter(({ name }) => name.includes(part))
  if ((await findRed(null)) !== null)
    return { planted: chosen.length, missed: ['the suite is red without any bug'] }
  const waiting = [...chosen]
  async function plantInTurn(): Promise<void> {
    for (let each = waiting.shift(); each; each = waiting.shift()) {
      const stage = await findRed(each)
      console.log(`  ${stage === null ? 'MISSED' : `caught by the ${stage}`}: ${each.name}`)
      if (stage === null) missed.push(each.name)
    }
  }
  await Promise.all([plantInTurn(), plantInTurn()])
  return { planted: chosen.length, missed }
}

const hungMs = 20 * 60_000

const root = resolve(import.meta.dirname, '../..')

/** The stage that turns red over this bug; null: none does. */
async function findRed(planted: Bug | null): Promise<Stage | null> {
  const copy = mkdtempSync(join(tmpdir(), 'deskbell-bug-'))
  for (const part of ['lib', 'e2e', 'package.json', 'support.config.ts', 'tsconfig.json'])
    cpSync(join(root, part), join(copy, part), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  if (planted) plant(planted, copy)
  try {
    const order = new Set([noticedIn.get(planted?.name ?? '') ?? 'stories', ...stageNames])
    for (const stage of order) if (!(await isGreen(stage, copy))) return stage
    return null
  } finally {
    rmSync(copy, { recursive: true })
  }
}

async function isGreen(stage: Stage, copy: string): Promise<boolean> {
  const suite = ['e2e/chaos/chaos.ts', '--quick', '--first', '--part', `sqlite-${stage}`, '--seeds', '120']
  const child = spawn(process.execPath, [...process.execArgv, '--max-old-space-size=1024', ...suite], {
    cwd: copy,
    stdio: 'ignore',
    timeout: hungMs,
  })
  const [code] = await once(child, 'exit')
  // Nobody knows what it would have come to.
  if (code === null) throw new Error(`the ${stage} did not end in ${copy}`)
  return code === 0
}

function plant(planted: Bug, copy: string): void {
  const path = join(copy, planted.file)
  writeFileSync(path, withBug(planted, readFileSync(path, 'utf8')))
}

/** The file of the product with this mistake in it. @throws when it does not fit any more. */
export function withBug({ name, file, changes }: Bug, text: string): string {
  const unfit = changes.find(([was]) => !text.includes(was))
  if (unfit) throw new Error(`the bug "${name}" does not fit ${file} any more: ${unfit[0]}`)
  return changes.reduce((changed, [was, becomes]) => changed.replace(was, () => becomes), text)
}
