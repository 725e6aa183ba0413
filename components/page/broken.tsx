'use client'
/** What stands in for a page that could not be made; its words came with the page, because then nobody is left to ask. */
import { createContext, useContext } from 'react'
import { Notice } from './notice.tsx'

export interface BrokenWords {
  readonly heading: string
  readonly sentence: string
  readonly reload: string
}

const WordsContext = createContext<BrokenWords>({ heading: '', sentence: '', reload: '' })

/** Around every page. */
export const BrokenWordsContext = WordsContext.Provider

export function BrokenPage() {
  const { heading, sentence, reload } = useContext(WordsContext)
  return (
    <main className="column frame-main">
      <Notice heading={heading} sentences={[sentence]} action={{ href: '', words: reload }} />
    </main>
  )
}
