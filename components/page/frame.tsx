/** What stands around every page: a way past the header, the operator's name, and one column for the rest. */
import type { ReactNode } from 'react'
import { Languages, type LanguagesProps } from './languages.tsx'

interface FrameProps {
  readonly brand: string
  /** Where the name leads, when it is a link. */
  readonly home?: string
  /** The id that the first link jumps to, and its words. */
  readonly skip?: { readonly to: string; readonly words: string }
  /** The wider column of a conversation. */
  readonly wide?: boolean
  /** Beside the rest where there is room, else below it. */
  readonly aside?: ReactNode
  /** More ways on, below the brand's name. */
  readonly footer?: ReactNode
  /** The same page in other languages, if there are any. */
  readonly languages?: LanguagesProps | null
  readonly children: ReactNode
}

export function Frame({ brand, home, skip, wide = false, aside, footer, languages, children }: FrameProps) {
  return (
    <div className={['frame', wide && 'frame-wide', aside && 'frame-with-aside'].filter(Boolean).join(' ')}>
      {skip ? (
        <a className="skip-link" href={`#${skip.to}`}>
          {skip.words}
        </a>
      ) : null}
      <header className="frame-header">
        <div className="column">
          <p className="text-md font-semibold">
            {home ? (
              <a className="brand-link" href={home}>
                <bdi>{brand}</bdi>
              </a>
            ) : (
              <bdi>{brand}</bdi>
            )}
          </p>
        </div>
      </header>
      <main className="column frame-main">
        {children}
        {aside}
      </main>
      <footer className="column frame-footer">
        <bdi>{brand}</bdi>
        {footer}
        {languages ? <Languages {...languages} /> : null}
      </footer>
    </div>
  )
}
