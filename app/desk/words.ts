/** The words of the desk for a page or a route: in the language that app/language.ts decided on. */
import { type StaffTranslate, staffLocales, staffTranslator } from '#lib/i18n/staff.ts'
import { wordsHere, wordsOf } from '../language.ts'

export const staffWordsHere = async () => staffWordsIn((await wordsHere()).locale)

export const staffWordsOf = async (request: Request) => staffWordsIn((await wordsOf(request)).locale)

const staffWordsIn = (locale: string): StaffTranslate =>
  staffTranslator(staffLocales.find((each) => each === locale) ?? staffLocales[0])
