/** Messages as they were drawn before: the same words are not read and made safe again for each who looks at them. */
import type { ReactNode } from 'react'
import { createShelf } from '#lib/threads/shelf.ts'

interface Drawn {
  readonly nodes: ReactNode
  readonly size: number
}

/** Characters of source; what is drawn of them takes some twenty times as many bytes, at worst a hundred. */
const room = 300_000

const shelf = createShelf<Drawn>(({ size }) => size, room)

/** `draw()`, or what it gave for the same `source` before. @param way in which it is read; each draws otherwise. */
export function drawnOnce(way: string, source: string, draw: () => ReactNode): ReactNode {
  const key = `${way} ${source}`
  const known = shelf.get(key)
  if (known) return known.nodes
  const nodes = draw()
  shelf.put(key, { nodes, size: key.length })
  return nodes
}
