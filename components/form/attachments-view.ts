/** What the attachments of a form are drawn from: words and rows, finished on the server. */

export interface AttachmentsView {
  readonly label: string
  /** "(optional)". */
  readonly optional: string
  /** "Error:". */
  readonly error: string
  /** The limits, before anybody meets them. */
  readonly hint: string
  readonly kept: readonly KeptRow[]
}

/** A file that arrived with an earlier attempt. */
export interface KeptRow {
  readonly id: string
  readonly name: string
  /** "Kept from before · 1.8 MB". */
  readonly meta: string
  /** "Keep {name}". */
  readonly keep: string
}
