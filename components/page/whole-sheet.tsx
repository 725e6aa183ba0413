/** All styles of a form, in a file of their own. */

interface WholeSheetProps {
  /** Empty where Next.js sends the styles by itself. */
  readonly href: string
  /** Nothing is painted before. Else it stands behind all that the first styles are for, and holds up none of it. */
  readonly isAwaited?: boolean
}

export function WholeSheet({ href, isAwaited = false }: WholeSheetProps) {
  if (!href) return null
  return <link rel="stylesheet" href={href} {...(isAwaited && { precedence: 'default' })} />
}
