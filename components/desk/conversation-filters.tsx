/** Which conversations are listed: five links, and words to look for. */

interface ConversationFiltersProps {
  readonly label: string
  readonly views: readonly { readonly href: string; readonly words: string; readonly isCurrent: boolean }[]
  readonly search: {
    readonly target: string
    /** What else the address asks for. */
    readonly kept: readonly { readonly name: string; readonly value: string }[]
    readonly value: string
    readonly label: string
    readonly find: string
    readonly clear: { readonly href: string; readonly words: string } | null
  }
  /** "12 conversations"; empty when there are none. */
  readonly count: string
}

export function ConversationFilters({ label, views, search, count }: ConversationFiltersProps) {
  return (
    <div className="desk-filters">
      <nav aria-label={label}>
        <ul className="desk-views">
          {views.map(({ href, words, isCurrent }) => (
            <li key={href}>
              <a href={href} aria-current={isCurrent ? 'page' : undefined}>
                {words}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <search>
        <form action={search.target} method="get" className="desk-search">
          {search.kept.map(({ name, value }) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <label htmlFor="q" className="sr-only">
            {search.label}
          </label>
          <input id="q" name="q" type="search" className="control" dir="auto" defaultValue={search.value} />
          <button type="submit" className="button">
            {search.find}
          </button>
        </form>
      </search>
      <p className="desk-count" role="status">
        {count}
        {search.clear ? <a href={search.clear.href}>{search.clear.words}</a> : null}
      </p>
    </div>
  )
}
