/** The way to the conversation where the page around lets the frame open no tab: that it does not, and the address itself. */
import { type RefObject, useEffect, useState } from 'react'
import type { SentView } from '#lib/form/state.ts'

type Open = NonNullable<SentView['open']>

interface UnopenedProps extends Pick<Open, 'unopened' | 'address'> {
  readonly isShut: boolean
}

export function Unopened({ isShut, ...way }: UnopenedProps) {
  return (
    <>
      <div role="alert">{isShut ? <Way {...way} /> : null}</div>
      {/* Without a script nobody notices that a link does nothing. */}
      <noscript>
        <Way {...way} />
      </noscript>
    </>
  )
}

const Way = ({ unopened, address }: Omit<UnopenedProps, 'isShut'>) => (
  <label className="mt-4 block">
    {unopened}
    <input
      className="control"
      dir="ltr"
      readOnly
      value={address}
      onFocus={(event) => event.currentTarget.select()}
    />
  </label>
)

/** Opens the way inside `root` as a script can, that sees what comes of it. @returns that no tab has opened. */
export function useTabs(root: RefObject<HTMLElement | null>): boolean {
  const [isShut, setIsShut] = useState(false)
  useEffect(() => {
    const link = root.current?.querySelector<HTMLAnchorElement>('a[target]')
    const open = (event: MouseEvent) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      if (link) setIsShut(!opensTab(link.href))
    }
    link?.addEventListener('click', open)
    return () => link?.removeEventListener('click', open)
  }, [root])
  return isShut
}

/**
 * Opens the address in a tab of its own that knows nothing of this one. False when the page around allows no tab, or only
 * one that is in its sandbox too, where browsers refuse a conversation for its opener policy. A page around with such a
 * policy of its own opens the tab and hides it from us: that is false too.
 */
function opensTab(href: string): boolean {
  const tab = window.open(href)
  if (!tab) return false
  tab.opener = null
  try {
    // Until the conversation comes the tab is ours. To a sandbox every change of this is forbidden, elsewhere it does nothing.
    tab.document.domain = window.location.hostname
    return true
  } catch {
    tab.close()
    return false
  }
}
