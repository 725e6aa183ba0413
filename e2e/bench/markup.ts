/** How long one hostile message holds up the server (security.md S27): each pattern of 64 KiB against the quarter second that is allowed. */
import { renderToString } from 'react-dom/server'
import { pathological } from '#lib/markup/attacks.ts'
import { renderMessage } from '#lib/markup/markup.ts'
import { caseAgainst, type Figure } from './figure.ts'

/** As markdown and as HTML; CPU time from the source to the page's bytes. */
export function measureMarkup({ quick }: { readonly quick: boolean }): Figure {
  const rounds = quick ? 3 : 9
  const cases = pathological.flatMap((source) =>
    [source, `<div>${source.slice(0, -11)}</div>`].map((message) => {
      const taken = Array.from({ length: rounds + 1 }, () => cpuMsOf(message)).slice(1)
      return caseAgainst(allowedMs, `${JSON.stringify(message.slice(0, 24))} …`, taken)
    }),
  )
  const ratio = `CPU time of drawing one message of 64 KiB ÷ ${allowedMs} ms`
  return { name: 'Hostile messages', ratio, unit: 'ms', cases }
}

const allowedMs = 250

function cpuMsOf(message: string): number {
  const before = process.cpuUsage()
  renderToString(renderMessage(message))
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}
