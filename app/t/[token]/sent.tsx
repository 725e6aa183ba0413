/** The panel above a thread that was just opened: sent, or saved and on its way, whichever is true. */
import { SentPanel } from '#components/thread/sent-panel.tsx'
import type { FormDefinition } from '#lib/form/definition.ts'
import { formatHours } from '#lib/i18n/format.ts'
import type { ThreadView } from '#lib/threads/thread.ts'
import { wordsHere } from '../../language.ts'

interface Props {
  readonly thread: ThreadView
  readonly form: FormDefinition | null
}

export async function Sent({ thread, form }: Props) {
  const t = await wordsHere()
  const hours = form?.answersWithinHours
  const isSent = thread.status !== 'saved'
  const isHeld = thread.entries[0]?.delivery === 'parked'
  return (
    <SentPanel
      state={isSent ? 'sent' : 'saved'}
      heading={isSent ? t('sent.heading') : t('sent.savedHeading')}
      sentence={
        isSent ? t('sent.thanks', { name: thread.customerName }) : t(isHeld ? 'sent.held' : 'sent.saved')
      }
      reference={{ label: t('sent.reference'), value: thread.reference }}
      copy={{ words: t('sent.copyLink'), done: t('sent.linkCopied') }}
      next={{
        heading: t('sent.next'),
        lines: [
          ...(isHeld
            ? []
            : [hours ? t('sent.read', { duration: formatHours(t.locale, hours) }) : t('sent.readPlain')]),
          t(thread.answersByEmail ? 'sent.answerByEmail' : 'sent.answer'),
          t('sent.keep'),
        ],
      }}
    />
  )
}
