/** When the team is there in the days ahead, below the form. */
import { LocalTime } from '#components/page/local-time.tsx'
import type { Moment } from '#lib/form/sentence.ts'

export interface OfficeHoursProps {
  readonly heading: string
  readonly openings: readonly Moment[]
  /** "Times are in {zone}". */
  readonly zone: { readonly words: string; readonly name: string }
}

export function OfficeHours({ heading, openings, zone }: OfficeHoursProps) {
  const [before, after] = zone.words.split('{zone}')
  return (
    <aside className="office-hours" aria-labelledby="office-hours">
      <h2 id="office-hours" className="font-semibold">
        {heading}
      </h2>
      <ul>
        {openings.map((opening) => (
          <li key={opening.dateTime}>
            <LocalTime {...opening} />
          </li>
        ))}
      </ul>
      <p className="hint">
        {before}
        <bdi data-local="" suppressHydrationWarning>
          {zone.name}
        </bdi>
        {after}
      </p>
    </aside>
  )
}
