/** The rules that show conditional fields before and without any script, in an inline style that the page's nonce allows. */

/** @param css of `lib/form/condition-style.ts`, which escapes what an operator wrote. */
export function WhenStyle({ css, nonce }: { readonly css: string; readonly nonce: string }) {
  return css ? <style nonce={nonce}>{css}</style> : null
}
