/** Every address that is not one: the same page for an unknown form and a mistyped path. */

import { Frame } from '#components/page/frame.tsx'
import { Notice } from '#components/page/notice.tsx'
import { support } from '#lib/form/support.ts'
import { wordsHere } from './language.ts'
import { formPath } from './paths.ts'

export default async function NotFound() {
  const t = await wordsHere()
  return (
    <Frame brand={support().brand.name} home={formPath('support')}>
      <Notice
        heading={t('page.noFormHeading')}
        sentences={[t('page.noForm')]}
        action={{ href: formPath('support'), words: t('page.contactUs') }}
      />
    </Frame>
  )
}
