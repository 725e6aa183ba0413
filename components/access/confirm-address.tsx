/** For whoever came by a mailed link: one button that says "this address is mine". */

interface ConfirmAddressProps {
  readonly target: string
  readonly words: { readonly heading: string; readonly sentence: string; readonly confirm: string }
}

export function ConfirmAddress({ target, words }: ConfirmAddressProps) {
  return (
    <form action={target} method="post" className="confirm">
      <h2 className="text-md font-semibold">{words.heading}</h2>
      <p className="mt-1">{words.sentence}</p>
      <button type="submit" className="button mt-3">
        {words.confirm}
      </button>
    </form>
  )
}
