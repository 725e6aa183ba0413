/** The styles of a form's document: which of those that were built it begins with, and where all of them are. */
import { built } from './built.ts'

interface Styles {
  /** For FirstStyle. */
  readonly first: string
  /** The address of the whole sheet, empty in development. */
  readonly sheet: string
}

/** Has what was built ready for the components that write it. @param locale of the page. */
export async function loadStyles(place: 'page' | 'frame', locale: string): Promise<Styles> {
  // `next build` removes what is for development alone.
  if (process.env.NODE_ENV === 'development') await import('./development.ts')
  const { first, sheet } = built()
  const spoken = `${place}.${locale}`
  return { first: spoken in first ? spoken : place, sheet }
}
