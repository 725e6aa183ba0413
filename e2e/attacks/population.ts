/** A crowd at the form: machines of six kinds and customers of six, each with what makes it that kind. */
import { randomBytes, randomInt } from 'node:crypto'
import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2'
import { honestMessages, spamMessages } from '#lib/guard/words.testing.ts'
import type { App } from '../support/app.ts'
import { type Fields, openForm, postForm, takeTime } from './outsider.ts'

export interface Sender {
  readonly kind: string
  /** A subject that nobody else has. */
  readonly subject: string
  /** Sends it; true when the answer was the page of a thread. */
  send(app: App): Promise<boolean>
}

const code = () => randomBytes(5).toString('hex')
const pick = <Item>(items: readonly [Item, ...Item[]] | readonly Item[]): Item => {
  const item = items[randomInt(items.length)]
  if (item === undefined) throw new Error('there is nothing to pick from')
  return item
}
const from = (address: string) => ({ 'x-forwarded-for': address })
const anyAddress = () => `${randomInt(11, 190)}.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`
const firstNames = ['Mia', 'Sam'] as const
const lastNames = ['Berg', 'Reed'] as const
const mailbox = () => `${pick(firstNames)}.${pick(lastNames)}.${code()}@example.org`.toLowerCase()

/** Somebody who sends `count` of a kind by themselves. */
const crowd = (count: number, make: (index: number) => Sender): Sender[] =>
  Array.from({ length: count }, (_, index) => make(index))

const isAccepted = (answer: Response) => /\/t\/[\w-]{43}/.test(answer.headers.get('location') ?? '')

interface Manner {
  readonly kind: string
  readonly message: string
  readonly name?: string
  readonly address?: string
  /** Opens the form, and does with what it carries what this kind does. */
  readonly open: (app: App, headers: Fields) => Promise<Fields>
}

function senderOf({ kind, message, name, address = anyAddress(), open }: Manner): Sender {
  const subject = `${kind} ${code()}`
  return {
    kind,
    subject,
    async send(app) {
      const carried = await open(app, from(address))
      const words = {
        name: name ?? `${pick(firstNames)} ${pick(lastNames)}`,
        subject,
        message,
        email: mailbox(),
      }
      return isAccepted(await postForm(app, { ...carried, ...words }, from(address)))
    },
  }
}

export const slowly = async (app: App, headers: Fields) => takeTime(await openForm(app, headers))

export async function proving(app: App, headers: Fields): Promise<Fields> {
  const fields = await openForm(app, headers)
  const challenge = await (await fetch(`${app.url}/challenge/support`)).json()
  const solution = await solveChallenge({ challenge, deriveKey })
  return takeTime({ ...fields, proof: btoa(JSON.stringify({ challenge, solution })) })
}

/** An offer that nobody asked for, as a template makes another copy of it. */
const offer = () => `Hello ${pick(firstNames)} ${code()}, ${pick(spamMessages)} Ref ${randomInt(1e6)}`

/** Machines that need no browser, `each` of a kind; those of kind 2 are driven elsewhere. */
export function machines(each: number): Sender[] {
  const replayed = new Map<App, Promise<Fields>>()
  const onceOpened = (app: App) => {
    const opened = replayed.get(app) ?? slowly(app, from(anyAddress()))
    replayed.set(app, opened)
    return opened.then((fields) => ({ ...fields, request: randomBytes(32).toString('base64url') }))
  }
  const filled = async (app: App, headers: Fields) => {
    const page = await (await fetch(app.url, { headers })).text()
    const texts = [...page.matchAll(/<(?:input|textarea)[^>]*>/g)].filter(
      ([tag]) => !/type="(?:radio|file|checkbox)/.test(tag),
    )
    const names = texts.map(([tag]) => / name="([^"]+)"/.exec(tag)?.[1] ?? 'none')
    return {
      ...Object.fromEntries(names.map((name) => [name, `text ${code()}`])),
      ...(await slowly(app, headers)),
    }
  }
  return [
    // The words of customers: only how it was sent gives it away.
    ...crowd(each, () =>
      senderOf({ kind: '1 instant', message: question(), open: (app, headers) => openForm(app, headers) }),
    ),
    ...crowd(each, () => senderOf({ kind: '3 replayed', message: question(), open: onceOpened })),
    ...crowd(each, () => senderOf({ kind: '4 rotating', message: offer(), open: slowly })),
    ...crowd(each, () =>
      senderOf({ kind: '5 human-like', message: offer(), address: '203.0.113.7', open: proving }),
    ),
    ...crowd(each, () => senderOf({ kind: '6 form-filling', message: question(), open: filled })),
  ]
}

/** What a customer asks, in words of their own: no two of them write the same. */
const question = (of: readonly string[] = honestMessages) => {
  const words = of.flatMap((message) => message.split(/\s+/)).filter((word) => !/[:/<>]/.test(word))
  return `${Array.from({ length: 14 }, () => pick(words)).join(' ')}\n\n${pick(of)}`
}

/** Customers that need no browser, `each` of a kind. */
export function customers(each: number): Sender[] {
  const paste = () =>
    Array.from(
      { length: 30 },
      () => `${code()} | ${randomInt(99)} | https://cart.example.org/item/${code()}`,
    ).join('\n')
  const foreign = honestMessages.filter((message) => /[^\p{Script=Latin}\p{Script=Common}]/u.test(message))
  const names = ['Міа Берг', 'مية بيرغ', '米娅', 'ミア', 'Μία', '미아', 'מיה'] as const
  return [
    ...crowd(each, () => senderOf({ kind: 'screen reader', message: question(), open: proving })),
    ...crowd(each, () => senderOf({ kind: 'autofill', message: question(), open: slowly })),
    ...crowd(each, () => senderOf({ kind: 'no JavaScript', message: question(), open: slowly })),
    ...crowd(each, () =>
      senderOf({ kind: 'shared VPN', message: question(), address: '198.51.100.9', open: slowly }),
    ),
    ...crowd(each, () =>
      senderOf({ kind: 'pasted', message: `${question()}\n${paste()}`.slice(0, 4_900), open: slowly }),
    ),
    ...crowd(each, () =>
      senderOf({
        kind: 'not Latin',
        name: pick(names),
        message: question(foreign),
        open: slowly,
      }),
    ),
  ]
}

export const offered = offer
