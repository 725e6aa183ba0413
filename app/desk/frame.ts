/** What stands around every page of the desk, in its words. */

import type { Person } from '#lib/desk/conversation.ts'
import { support } from '#lib/form/support.ts'
import { isolated } from '#lib/i18n/format.ts'
import type { StaffTranslate } from '#lib/i18n/staff.ts'
import { deskPath, deskSignOutPath, inManner } from '../paths.ts'

type Asked = Readonly<Record<string, unknown>>

/** @param skip the id that the first link jumps to. @param asked by the address of the page. */
export function frameOf(t: StaffTranslate, member: Person, skip: string, asked: Asked) {
  return {
    ...plainFrameOf(t, asked),
    skip: { to: skip, words: t('page.skip') },
    visit: {
      words: t('page.signedIn', { name: isolated(member.name || member.email) }),
      signOut: { target: inManner(deskSignOutPath, asked), words: t('page.signOut') },
    },
    keys: {
      heading: t('keys.heading'),
      use: t('keys.use'),
      keys: [
        { key: 'j', words: t('keys.next') },
        { key: 'k', words: t('keys.previous') },
        { key: 'r', words: t('keys.answer') },
        { key: 'n', words: t('keys.note') },
        { key: 'e', words: t('keys.done') },
        { key: '?', words: t('keys.help') },
      ],
    },
  }
}

/** Before anybody has signed in. */
export const plainFrameOf = (t: StaffTranslate, asked: Asked) => ({
  brand: support(t.locale).brand.name,
  home: { href: inManner(deskPath, asked), words: t('page.desk') },
})

/** The zone in which the desk writes times: that of the form which most requests come from. IANA name. */
export const deskZone = () => {
  const { forms } = support()
  return (forms.support ?? Object.values(forms)[0])?.timeZone ?? 'UTC'
}
