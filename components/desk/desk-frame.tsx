/** What stands around every page of the desk: whose desk it is, who sits at it, and the way out. */
import type { ComponentProps, ReactNode } from 'react'
import { DeskKeys } from './desk-keys.tsx'

interface DeskFrameProps {
  readonly brand: string
  readonly home: { readonly href: string; readonly words: string }
  /** The id that the first link jumps to, and its words. */
  readonly skip?: { readonly to: string; readonly words: string }
  /** Null before anybody has signed in. */
  readonly visit?: {
    readonly words: string
    readonly signOut: { readonly target: string; readonly words: string }
  }
  /** Single keys and what they do, once somebody has signed in. */
  readonly keys?: ComponentProps<typeof DeskKeys>['words']
  readonly children: ReactNode
}

export function DeskFrame({ brand, home, skip, visit, keys, children }: DeskFrameProps) {
  return (
    <div className={visit ? 'frame frame-desk' : 'frame'}>
      {skip ? (
        <a className="skip-link" href={`#${skip.to}`}>
          {skip.words}
        </a>
      ) : null}
      <header className="frame-header">
        <div className="column desk-bar">
          <p className="text-md font-semibold">
            <a className="brand-link" href={home.href}>
              <bdi>{brand}</bdi> <span className="desk-name">{home.words}</span>
            </a>
          </p>
          {visit ? (
            <form action={visit.signOut.target} method="post" className="desk-visit">
              <p className="text-sm text-muted">{visit.words}</p>
              <button type="submit" className="button">
                {visit.signOut.words}
              </button>
            </form>
          ) : null}
        </div>
      </header>
      <main className="column frame-main">{children}</main>
      {keys ? <DeskKeys words={keys} /> : null}
    </div>
  )
}
