/** Runs as an inline script while the page is read, so it may use nothing outside itself. */

interface LocalTimesOptions {
  /** For `Intl`. */
  readonly locale: string
  readonly styles: {
    readonly moment: Intl.DateTimeFormatOptions
    readonly opening: Intl.DateTimeFormatOptions
  }
}

/** Writes each moment of the page in the zone of its reader, and the name of that zone where the team's stands. */
export function tellLocalTimes({ locale, styles }: LocalTimesOptions): void {
  for (const time of document.querySelectorAll<HTMLTimeElement>('time[data-local]')) {
    const { until } = time.dataset
    const from = new Date(time.dateTime)
    time.textContent = until
      ? new Intl.DateTimeFormat(locale, styles.opening).formatRange(from, new Date(until))
      : new Intl.DateTimeFormat(locale, styles.moment).format(from)
  }
  const zone = document.querySelector('bdi[data-local]')
  if (zone) zone.textContent = Intl.DateTimeFormat().resolvedOptions().timeZone
}
