/** All styles of a form, in a file of their own. */

interface WholeSheetProps {
  /** Empty where Next.js sends the styles by itself. */
  readonly href: string
  /** Nothing is painted before. Else it stands behind all that the first styles are for, and holds up none of it. */
  readonly isAwaited?: boolean
}

export function WholeSheet({ href, isAwaited = false }: WholeSheetProps) {
  if (!href) return null
  if (isAwaited) return <link rel="stylesheet" href={href} precedence="default" />
  // To React another sheet than that of the page for errors, which it would not put in while this one stands here.
  return <link rel="stylesheet" href={`${href}#whole`} />
}
