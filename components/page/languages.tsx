/** The same page in the other languages, each named in its own words. */

export interface LanguagesProps {
  readonly label: string
  readonly languages: readonly Language[]
}

export interface Language {
  readonly locale: string
  readonly name: string
  readonly href: string
  readonly isCurrent: boolean
}

export function Languages({ label, languages }: LanguagesProps) {
  return (
    <nav aria-label={label}>
      <ul className="languages">
        {languages.map(({ locale, name, href, isCurrent }) => (
          <li key={locale}>
            <a href={href} lang={locale} hrefLang={locale} aria-current={isCurrent ? 'true' : undefined}>
              <bdi>{name}</bdi>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
