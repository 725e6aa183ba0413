/** What is said after sending: sent, or saved and on its way, whichever is true. */
import { environment } from '#lib/env/env.ts'
import type { FormDefinition } from '#lib/form/definition.ts'
import type { Sentence } from '#lib/form/sentence.ts'
import type { SentView } from '#lib/form/state.ts'
import { support } from '#lib/form/support.ts'
import { isolated } from '#lib/i18n/format.ts'
import type { Translate } from '#lib/i18n/translator.ts'
import type { Receipt } from '#lib/threads/receipt.ts'
import { expectationOf } from './expectation.ts'

interface Facts extends Omit<Receipt, 'form'> {
  /** The helpdesk gives no answers back. */
  readonly answersByEmail: boolean
  readonly form: FormDefinition | null
}

/** @param open the address of the conversation, when what is said does not stand on its page. */
export function sentView(
  t: Translate,
  { form, reference, customerName, state, answersByEmail }: Facts,
  open?: string,
): SentView {
  const heading = t(state === 'sent' ? 'sent.heading' : 'sent.savedHeading')
  return {
    state: state === 'sent' ? 'sent' : 'saved',
    title: t('page.title', { title: heading, brand: support(t.locale).brand.name }),
    heading,
    sentence: {
      sent: t('sent.thanks', { name: isolated(customerName) }),
      saved: t('sent.saved'),
      held: t('sent.held'),
    }[state],
    reference: { label: t('sent.reference'), value: reference },
    copy: { words: t('sent.copyLink'), done: t('sent.linkCopied') },
    next: {
      heading: t('sent.next'),
      lines: [
        ...(state === 'held' ? [] : [readingLine(t, form)]),
        t(answersByEmail ? 'sent.answerByEmail' : 'sent.answer'),
        t('sent.keep'),
      ],
    },
    ...(open && { open: openView(t, open) }),
  }
}

const openView = (t: Translate, path: string): NonNullable<SentView['open']> => ({
  href: path,
  words: t('sent.open'),
  newTab: t('sent.newTab'),
  unopened: t('sent.unopened'),
  address: environment().appUrl + path,
})

const readingLine = (t: Translate, form: FormDefinition | null): Sentence =>
  expectationOf(t, form, {
    back: (time) => t('sent.readBack', { time }),
    usual: (duration) => t('sent.read', { duration }),
  }) ?? t('sent.readPlain')
