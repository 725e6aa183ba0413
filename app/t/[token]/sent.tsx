/** The panel above a thread that was just opened. */
import { SentPanel } from '#components/thread/sent-panel.tsx'
import type { FormDefinition } from '#lib/form/definition.ts'
import type { ThreadView } from '#lib/threads/thread.ts'
import { wordsHere } from '../../language.ts'
import { sentView } from '../../sent-view.ts'

interface Props {
  readonly thread: ThreadView
  readonly form: FormDefinition | null
}

export async function Sent({ thread, form }: Props) {
  const isHeld = thread.entries[0]?.delivery === 'parked'
  const state = thread.status !== 'saved' ? 'sent' : isHeld ? 'held' : 'saved'
  return <SentPanel {...sentView(await wordsHere(), { ...thread, form, state })} />
}
