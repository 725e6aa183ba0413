/** The id that makes one request of everything a form sends twice. */
import { useEffect, useState } from 'react'

/** The id of the page, until the server hands out the one to use next. */
export function useRequestId(first: string, shown: object & { readonly requestId?: string }): string {
  const [requestId, setRequestId] = useState(first)
  useEffect(() => {
    if (shown.requestId) setRequestId(shown.requestId)
  }, [shown])
  return requestId
}
