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
    if (isBusy) return event.preventDefault()
    // It asks the server for another form, where no script of ours has come.
    if (submitterOf(event)?.name === 'update') return
    const data = new FormData(event.currentTarget)
    // Chosen files that no script has uploaded: the browser sends them better than an action could.
    if (data.getAll('attachments').some((file) => file instanceof File && file.name)) return
    event.preventDefault()
    data.delete('attachments')
    onSend(data)
  }
  return (
    <form
      {...form}
      action={target}
      method="post"
      encType="multipart/form-data"
      noValidate
      suppressHydrationWarning
      aria-busy={isBusy}
      onSubmit={sendInstead}
    />
  )
}

function submitterOf({ nativeEvent }: FormEvent): HTMLButtonElement | null {
  const submitter = nativeEvent instanceof SubmitEvent ? nativeEvent.submitter : null
  return submitter instanceof HTMLButtonElement ? submitter : null
}
