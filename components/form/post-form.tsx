/** A form that the browser can post by itself, and that a script sends instead once the page is alive. */
import type { FormEvent, ReactNode, Ref } from 'react'

interface PostFormProps {
  readonly ref: Ref<HTMLFormElement>
  readonly id: string
  readonly className: string
  /** Where the browser posts it. */
  readonly target: string
  readonly isBusy: boolean
  readonly onFocus: () => void
  /** Sends in place of the browser; never asked while an attempt is under way. */
  readonly onSend: (data: FormData) => void
  readonly children: ReactNode
}

export function PostForm({ target, isBusy, onSend, ...form }: PostFormProps) {
  const sendInstead = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!isBusy) onSend(new FormData(event.currentTarget))
  }
  return (
    <form
      {...form}
      action={target}
      method="post"
      encType="multipart/form-data"
      noValidate
      aria-busy={isBusy}
      onSubmit={sendInstead}
    />
  )
}
