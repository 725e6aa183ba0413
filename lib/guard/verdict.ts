/** What a request looks like: signs of a machine add up to a score. It decides on a mark and never on being lost. */

/**
 * What was noticed, with its weight. The certain ones are no accident of an honest customer. Words and circumstances are,
 * now and then, and none of them is enough on its own; a proof of work makes up for circumstances.
 */
const weights = {
  certain: {
    /** The form was never opened, or its stamp is forged or another form's. */
    'no-stamp': 5,
    /** The one drawing of a form, sent as another request before. */
    'used-stamp': 5,
    /** Sent sooner than anybody can read it. */
    'too-fast': 5,
    /** The field that nobody sees was filled in. */
    'hidden-field': 5,
    /** An answer to no puzzle of ours. */
    'forged-proof': 5,
    /** The captcha's provider knows nothing of it. */
    'forged-captcha': 5,
    /** The same words from several mailboxes. */
    repeated: 5,
    /** More from one mailbox than anybody writes in an hour. */
    'flood-from-address': 5,
    'link-in-name': 5,
    /** The address of a machine, or our own: answers to it come back or reach nobody. */
    'machine-address': 5,
  },
  /** Together no more than the heaviest of them: customers paste logs, carts and whole mails. */
  links: {
    links: 1,
    'many-links': 2,
    /** From several mailboxes. */
    'shared-link': 2,
    'html-links': 2,
  },
  words: {
    'shortened-link': 2,
    'markup-links': 4,
    'mixed-letters': 2,
    'same-text': 3,
    'domain-in-name': 3,
    'sales-words': 2,
    'more-sales-words': 2,
    'many-sales-words': 2,
  },
  circumstances: {
    /** Longer than a day after the form was drawn. */
    'too-late': 5,
    'many-from-network': 2,
    'many-from-address': 2,
    'throwaway-address': 2,
    /** Where the operator has a captcha: nothing came of it, as without JavaScript. */
    'no-captcha': 2,
    /** Its provider did not say whether it was solved. */
    'unchecked-captcha': 2,
  },
} as const

export type WordSign = keyof typeof weights.links | keyof typeof weights.words
export type Sign = keyof typeof weights.certain | WordSign | keyof typeof weights.circumstances

/** What this comes to, or more, looks like a machine's. */
export const suspectedFrom = 5

/** What a proof of work makes up for. */
const proofCredit = 2

export interface Verdict {
  /** 0: nothing was noticed. */
  readonly score: number
  readonly signs: readonly Sign[]
}

/** The same signs always come to the same score. @param isProven it came with a proof of work, or a captcha, used for the first time. */
export function judge(signs: readonly Sign[], isProven: boolean): Verdict {
  const different = [...new Set(signs)]
  const weightsIn = (kind: Readonly<Partial<Record<Sign, number>>>) =>
    different.map((sign) => kind[sign] ?? 0)
  const weigh = (kind: Readonly<Partial<Record<Sign, number>>>) =>
    weightsIn(kind).reduce((total, weight) => total + weight, 0)
  const links = Math.max(0, ...weightsIn(weights.links))
  const circumstances = Math.max(0, weigh(weights.circumstances) - (isProven ? proofCredit : 0))
  return { score: weigh(weights.certain) + links + weigh(weights.words) + circumstances, signs: different }
}
