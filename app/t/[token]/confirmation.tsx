/** Whether the address is the customer's: asked on pages that a mailed link opened, and thanked for once. */
import { ConfirmAddress } from '#components/access/confirm-address.tsx'
import { ThreadNotice } from '#components/thread/thread-notice.tsx'
import type { ThreadView } from '#lib/threads/thread.ts'
import { wordsHere } from '../../language.ts'
import { confirmPath, inManner } from '../../paths.ts'

interface Props {
  readonly thread: ThreadView
  readonly token: string
  /** What the page's address asks. */
  readonly asked: Readonly<Record<string, unknown>>
}

export async function Confirmation({ thread, token, asked }: Props) {
  const t = await wordsHere()
  if (thread.confirmable)
    return (
      <ConfirmAddress
        target={inManner(confirmPath(token), asked)}
        words={{
          heading: t('confirm.heading'),
          sentence: t('confirm.sentence'),
          confirm: t('confirm.confirm'),
        }}
      />
    )
  return asked.confirmed === undefined ? null : <ThreadNotice kind="confirmed" words={t('confirm.done')} />
}
