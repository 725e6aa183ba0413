/** What the words of a request look like, by themselves: pure, quick, and of no opinion about any language. */
import type { Sign, WordSign } from './verdict.ts'

export interface Words {
  readonly name: string
  readonly subject: string
  readonly message: string
}

/** As much of a message as is looked at. */
const lookedAt = 20_000

/** @param own the hosts of the operator: customers may link there as much as they like. */
export function readSigns({ name, subject, message }: Words, own: readonly string[]): Sign[] {
  const text = `${subject}\n${message}`.slice(0, lookedAt)
  const hosts = hostsIn(text, own)
  const sales = salesWords.filter((words) => words.test(text)).length
  const found: readonly (readonly [boolean, Sign])[] = [
    [/https?:|\bwww\./i.test(name), 'link-in-name'],
    [domain.test(name), 'domain-in-name'],
    [hosts.length > 0, hosts.length > 2 ? 'many-links' : 'links'],
    [hosts.some((host) => shorteners.has(host)), 'shortened-link'],
    [/\[(?:url|link)[=\]]/i.test(text), 'markup-links'],
    [/<a\s[^>]{0,200}href/i.test(text), 'html-links'],
    [mixedWord.test(text), 'mixed-letters'],
    [isSame(name, subject) || isSame(name, message), 'same-text'],
    ...salesSigns.map((sign, index): [boolean, WordSign] => [sales > index, sign]),
  ]
  return found.filter(([isFound]) => isFound).map(([, sign]) => sign)
}

const salesSigns = ['sales-words', 'more-sales-words', 'many-sales-words'] as const

/** The hosts that a text links to, without the operator's own. */
export function hostsIn(text: string, own: readonly string[]): string[] {
  const links = text.slice(0, lookedAt).matchAll(/(?:https?:\/\/|\bwww\.)([\p{L}\p{N}.-]{3,100})/giu)
  const hosts = [...links].map(([, host = '']) => host.toLowerCase().replace(/^www\.|\.+$/g, ''))
  const isOwn = (host: string) => own.some((each) => host === each || host.endsWith(`.${each}`))
  return hosts.filter((host) => host.includes('.') && !isOwn(host))
}

const domain = /\b[\w-]{2,}\.(?:com|net|org|ru|top|xyz|info|shop|site|online)\b/i

const isSame = (left: string, right: string) => left.trim().length > 2 && left.trim() === right.trim()

const shorteners = new Set([
  'bit.ly',
  'tinyurl.com',
  't.me',
  'wa.me',
  'cutt.ly',
  'is.gd',
  'rb.gy',
  'goo.gl',
  't.co',
])

/** Letters of two alphabets that look alike, within one word. */
const mixedWord = /[a-z][\u0370-\u03ff\u0400-\u04ff]|[\u0370-\u03ff\u0400-\u04ff][a-z]/i

/** What unasked offers say, one idea each; a customer who writes one of them has said nothing yet. */
const salesWords: readonly RegExp[] = [
  /\b(?:seo|domain authority|link building)\b/i,
  /\b(?:backlinks?|guest posts?|do-?follow)\b/i,
  /\b(?:first page|top ranking|rank(?:ing)? higher|page one|#1) (?:of|on|in|at) (?:google|search)/i,
  /\b(?:increase|boost|grow|improve|drive) (?:your )?(?:website |web |organic )?(?:traffic|sales|rankings?|revenue|visibility)\b/i,
  /\b(?:more|new|\d{2,}) (?:\w+ )?(?:visitors|leads|followers|clients)\b/i,
  /\b(?:casino|betting|poker)\b/i,
  /\b(?:slots|jackpot|free spins|no deposit)\b/i,
  /\b(?:crypto(?:currency)?|bitcoin|forex|binary options?|trading signals?|passive income)\b/i,
  /\b(?:invest(?:ment|ing|or)?s?|earn|profit|make) .{0,30}(?:\$|€|usd|per (?:day|week|month)|daily|guaranteed)/i,
  /\b(?:viagra|cialis|pharmacy|weight loss|cbd|testosterone)\b/i,
  /\b(?:web ?(?:site )?(?:re)?design|mobile app development|wordpress experts?|digital marketing|lead generation)\b/i,
  /\b(?:affordable|best|lowest|unbeatable) (?:price|rate|package|quote)s?\b/i,
  /\b(?:our (?:team|agency|company) (?:of experts|can help|offers?|specializ)|we (?:offer|provide|specialize))/i,
  /\b(?:special offer|limited time|act now|click here|unsubscribe|opt[- ]out|100% (?:free|guaranteed))\b/i,
  /\b(?:business loans?|funding (?:options|solutions)|merchant cash|debt relief)\b/i,
  /\b(?:hot (?:girls|singles)|adult dating|xxx|porn|escorts?)\b/i,
  /\b(?:i (?:came across|was (?:looking|browsing)|visited|found|noticed) (?:that )?your (?:web ?)?site)\b/i,
  /\b(?:manufacturer|factory|supplier) (?:of|in|from)\b|\blow moq\b|\bour catalog(?:ue)?\b/i,
  /\bmillion (?:usd|dollars|euros?)\b/i,
  /\b(?:beneficiary|next of kin|late husband|donate it)\b/i,
  /\breplica\b|\brolex\b|\baged (?:gmail )?accounts\b|\bverified (?:paypal )?accounts\b/i,
  /\b(?:free|short|quick|video) (?:\w+ )?(?:audit|consultation|demo|quote)\b|\bbook a call\b/i,
  /\b(?:copyright|legal action)\b.{0,200}\b(?:evidence|images)\b|\bimages\b.{0,200}\blegal action\b/is,
  /\b(?:meet|hot|lonely) (?:women|girls|singles)\b/i,
  /erste Seite|Platz 1|mehr Kunden|unverbindliches Angebot|Krypto|Nebenverdienst/i,
  /кредит без|раскрутка сайта|продвижение сайт/i,
  /казино|заработок/i,
  /première page|référencement|gagnez de l.argent|rachat de crédit/i,
  /\baccounts in bulk\b|\btelegram: ?@/i,
  /\b(?:email list|verified leads|bulk (?:email|mail))\b/i,
  /\bcontact forms? (?:blast|marketing|mailing|submission)|\b(?:million|thousands of) contact forms\b/i,
]

/**
 * The words of a message without what a template changes from one copy to the next: numbers, links, addresses, names at
 * the beginning. Null for a message too short to be anybody's alone.
 */
export function skeletonOf(message: string): string | null {
  const words = message
    .slice(0, lookedAt)
    .toLowerCase()
    .replace(/(?:https?:\/\/|www\.)\S+|\S+@\S+/g, ' ')
    .normalize('NFKC')
    .match(/[\p{L}\p{M}]{3,}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu)
  const kept = (words ?? []).slice(2)
  return kept.join('').length < leastLetters ? null : kept.slice(0, 60).join(' ')
}

const leastLetters = 40
