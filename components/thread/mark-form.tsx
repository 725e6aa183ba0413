'use client'
/** A small form that a script sends without leaving the page; what was typed elsewhere on it stays. */
import { useRouter } from 'next/navigation'
import { type FormEvent, type ReactNode, useRef, useState } from 'react'
import { WarningIcon } from '#components/page/icon.tsx'

export interface MarkFormProps {
  readonly target: string
  readonly className: string
  readonly requestId: string
  /** What is to be mended, from an attempt without JavaScript. */
  readonly notice: string | null
  readonly unconfirmed: string
  readonly children: ReactNode
}

export function MarkForm({ target, className, requestId, notice, unconfirmed, children }: MarkFormProps) {
  const { refresh } = useRouter()
  const [problem, setProblem] = useState(notice)
  const isBusy = useRef(false)

  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (isBusy.current) return
    isBusy.current = true
    const found = await post(target, new FormData(event.currentTarget)).catch(() => unconfirmed)
    isBusy.current = false
    setProblem(found)
    if (found !== null) return
    // The form is about to go: whoever pressed its button reads on where the conversation stands.
    document.getElementById('standing')?.focus()
    refresh()
  }
  return (
    <form
      className={className}
      action={target}
      method="post"
      encType="multipart/form-data"
      onSubmit={send}
      onInput={() => setProblem(null)}
    >
      <input type="hidden" name="request" value={requestId} />
      <div role="alert">
        {problem === null ? null : (
          <p className="mark-problem">
            <WarningIcon className="icon icon-small" />
            {problem}
          </p>
        )}
      </div>
      {children}
    </form>
  )
}

/** What is to be mended; null when it is done. @throws when nobody says what came of it. */
async function post(target: string, body: FormData): Promise<string | null> {
  const answer = await fetch(target, { method: 'POST', body, headers: { accept: 'application/json' } })
  const { state, notice } = await answer.json()
  if (state === 'accepted') return null
  if (typeof notice === 'string') return notice
  throw new Error('the answer is not a state of the form')
}
