/** What only the desk needs: customers never load its stylesheet. */
import '../globals.css'
import '#components/thread/thread.css'
import '#components/access/access.css'
import '#components/desk/desk.css'
import type { ReactNode } from 'react'

export default function DeskLayout({ children }: { children: ReactNode }) {
  return children
}
