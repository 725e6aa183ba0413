/** Where pages lead that have nothing to show: to an address that nothing has, which can be read without JavaScript too. */
import { redirect } from 'next/navigation'
import { wordsHere } from './language.ts'
import { inManner, nowherePath } from './paths.ts'

/**
 * Ends the page. Next.js's own `notFound()` answers with an empty document that only a script fills; what it does for
 * an address without any page is whole, so proxy.ts takes this one for such.
 * @param below the first part of the page's own address: it says what was looked for.
 */
export async function leadNowhere(
  below: 'f' | 't',
  asked: Readonly<Record<string, unknown>>,
): Promise<never> {
  const { locale } = await wordsHere()
  redirect(inManner(nowherePath(below), { ...asked, lang: locale }))
}
