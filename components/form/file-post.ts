/** One file on its way to `POST /uploads`, with progress, which `fetch` does not tell. */

export const fileErrors = [
  'size',
  'empty',
  'type',
  'damaged',
  'virus',
  'count',
  'broken',
  'full',
  'busy',
  'unavailable',
] as const
export type FileError = (typeof fileErrors)[number]

export type FileOutcome =
  | { readonly state: 'ready' | 'checking'; readonly id: string; readonly error: null }
  /** The file itself is the reason: sending it again would change nothing. */
  | { readonly state: 'refused'; readonly id: null; readonly error: FileError }
  | { readonly state: 'failed'; readonly id: null; readonly error: FileError }

interface Posting {
  /** Never rejects. */
  readonly outcome: Promise<FileOutcome>
  readonly abort: () => void
}

/** @param onShare how much of it the network has taken, from 0 to 1. */
export function postFile(
  { target, requestId, file }: { readonly target: string; readonly requestId: string; readonly file: File },
  onShare: (share: number) => void,
): Posting {
  const request = new XMLHttpRequest()
  const body = new FormData()
  body.append('request', requestId)
  body.append('file', file)
  const outcome = new Promise<FileOutcome>((resolve) => {
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onShare(total > 0 ? loaded / total : 0),
    )
    request.addEventListener('loadend', () => resolve(outcomeOf(request)))
  })
  request.open('POST', target)
  request.send(body)
  return { outcome, abort: () => request.abort() }
}

/** Tells that a file is not meant any more; whether that arrives makes no difference to the form. */
export function releaseFile({
  target,
  requestId,
  id,
}: {
  readonly target: string
  readonly requestId: string
  readonly id: string
}): void {
  const headers = { 'x-deskbell-request': requestId }
  fetch(`${target}/${id}`, { method: 'DELETE', headers, keepalive: true }).catch(() => {})
}

/** `status` is 0 when nobody answered. */
function outcomeOf({ status, responseText }: XMLHttpRequest): FileOutcome {
  const answer = parse(responseText)
  if (status === 201 && typeof answer.id === 'string')
    return { state: answer.state === 'checking' ? 'checking' : 'ready', id: answer.id, error: null }
  const error = fileErrors.find((each) => each === answer.error) ?? 'broken'
  const isFinal = ['size', 'empty', 'type', 'damaged', 'virus', 'count'].includes(error)
  return { state: isFinal ? 'refused' : 'failed', id: null, error }
}

function parse(text: string): { readonly id?: unknown; readonly state?: unknown; readonly error?: unknown } {
  try {
    const answer: unknown = JSON.parse(text)
    return typeof answer === 'object' && answer !== null ? answer : {}
  } catch {
    return {}
  }
}
