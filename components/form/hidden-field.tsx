/** A field that nobody sees and only machines fill in: no screen reader meets it, no Tab leads to it, no browser knows what to put there. */

/** Not a word that browsers or password managers have a value for. */
export const hiddenField = 'remark'

/** `words` are for a browser that draws no styles. */
export function HiddenField({ words }: { readonly words: string }) {
  return (
    <label className="sr-only" aria-hidden="true" data-draft="off">
      {words}
      <input type="text" name={hiddenField} tabIndex={-1} autoComplete="off" />
    </label>
  )
}
