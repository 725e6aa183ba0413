/** One sentence about what was just done, or could not be. */
import type { ReactNode } from 'react'
import { DoneIcon, WarningIcon } from '#components/page/icon.tsx'

interface DeskNoticeProps {
  readonly kind: 'done' | 'warn'
  readonly words: string
  /** What can be done about it. */
  readonly children?: ReactNode
}

export function DeskNotice({ kind, words, children }: DeskNoticeProps) {
  return (
    <div className={kind === 'done' ? 'banner banner-success desk-notice' : 'banner banner-warn desk-notice'}>
      {kind === 'done' ? <DoneIcon /> : <WarningIcon />}
      <p>{words}</p>
      {children}
    </div>
  )
}
