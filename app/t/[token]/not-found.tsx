/** A link that opens nothing: one page for never issued, cut short, expired and another's (security.md S01). */

import { Frame } from '#components/page/frame.tsx'
import { Notice } from '#components/page/notice.tsx'
import { support } from '#lib/form/support.ts'
import { wordsHere } from '../../language.ts'
import { formPath } from '../../paths.ts'

export default async function WrongLink() {
  const t = await wordsHere()
  return (
    <Frame brand={support().brand.name} home={formPath('support')}>
      <Notice
        heading={t('page.wrongLinkHeading')}
        sentences={[t('page.wrongLink')]}
        action={{ href: formPath('support'), words: t('page.contactUs') }}
      />
    </Frame>
  )
}
