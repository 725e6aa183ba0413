/** What a customer sees when a page could not be made: one sentence, one button, no details. */
'use client'
import { Notice } from '#components/page/notice.tsx'
import { broken } from '#lib/i18n/messages/broken.ts'

export default function Broken() {
  return (
    <main className="column frame-main">
      <Notice
        heading={broken.heading}
        sentences={[broken.sentence]}
        action={{ href: '', words: broken.reload }}
      />
    </main>
  )
}
