/** The id that makes one request of everything a form sends twice, also after Back brought the text of a sent form back. */
import { useEffect, useLayoutEffect, useRef, useState } from 'react'

interface RequestIdProps {
  /** The id of the page as the server made it. */
  readonly first: string
  /** The last answer; it may hand out the id to use next. */
  readonly shown: object & { readonly requestId?: string }
}

/**
 * A text input that nobody sees, not `type="hidden"`: on Back, browsers put back what was typed, and they take for typed
 * whatever differs from the page's own default. So the default goes once the page is alive, and the value stays.
 */
export function RequestId({ first, shown }: RequestIdProps) {
  const input = useRef<HTMLInputElement>(null)
  const [isAlive, setIsAlive] = useState(false)
  useLayoutEffect(() => {
    write(input.current, input.current?.value)
    setIsAlive(true)
  }, [])
  useEffect(() => write(input.current, shown.requestId), [shown])
  useEffect(() => {
    const form = input.current?.form
    // An emptied form is another request; its inputs are empty only after the event.
    const renew = () => setTimeout(() => write(input.current, first))
    form?.addEventListener('reset', renew)
    return () => form?.removeEventListener('reset', renew)
  }, [first])
  return <input ref={input} type="text" name="request" hidden defaultValue={isAlive ? undefined : first} />
}

function write(input: HTMLInputElement | null, requestId: string | undefined): void {
  if (input && requestId) input.value = requestId
}
