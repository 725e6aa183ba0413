/** The inline script that writes the moments of a page by the clock of its reader. */
import { localStyles } from '#lib/i18n/local-styles.ts'
import { tellLocalTimes } from './tell-local-times.ts'

interface LocalTimesProps {
  /** Of this page's content security policy. */
  readonly nonce: string
  /** For `Intl`. */
  readonly locale: string
}

/** Stands right behind what it writes, so that nothing is painted in between. */
export function LocalTimes({ nonce, locale }: LocalTimesProps) {
  return (
    <script nonce={nonce}>{`(${tellLocalTimes})(${JSON.stringify({ locale, styles: localStyles })})`}</script>
  )
}
