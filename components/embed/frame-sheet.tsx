/** All styles of a frame, in a file of their own. */

interface FrameSheetProps {
  /** Empty where Next.js sends the styles by itself. */
  readonly href: string
  /** Nothing is painted before. Else it stands behind all that the first styles are for, and holds up none of it. */
  readonly isAwaited?: boolean
}

export function FrameSheet({ href, isAwaited = false }: FrameSheetProps) {
  if (!href) return null
  return <link rel="stylesheet" href={href} {...(isAwaited && { precedence: 'default' })} />
}
