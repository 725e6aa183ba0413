/** The words of one locale, formatted on the server; nothing of it reaches the browser but finished sentences. */
import { createTranslator } from 'next-intl'
import { en } from './messages/en.ts'

/** The one language, for now. */
export const locale = 'en'

export type Translate = ReturnType<typeof translator>

/** A function from a message's key and values to its words. A missing key is a type error. */
export function translator() {
  return createTranslator({ locale, messages: en })
}
