/** Conversations, one below the other: who wrote what, and when. */
import { StatusChip, type StatusChipProps } from './status-chip.tsx'

export interface ConversationItem {
  readonly slug: string
  readonly href: string
  readonly subject: string
  readonly customer: string
  /** "New"; null when everything in it was read. */
  readonly unread: string | null
  /** The beginning of the customer's latest words. */
  readonly excerpt: string
  readonly channel: string
  readonly tags: readonly string[]
  readonly status: StatusChipProps | null
  /** Null when they never wrote. */
  readonly wrote: { readonly label: string; readonly dateTime: string; readonly words: string } | null
}

interface ConversationListProps {
  readonly items: readonly ConversationItem[]
  /** What is said when there are none. */
  readonly none: string
  /** Null when there is one page. */
  readonly ways: {
    readonly at: string
    readonly newer: Way | null
    readonly older: Way | null
  } | null
}

interface Way {
  readonly href: string
  readonly words: string
}

export function ConversationList({ items, none, ways }: ConversationListProps) {
  return (
    <div id="conversations" tabIndex={-1}>
      {items.length === 0 ? <p className="desk-none">{none}</p> : null}
      <ul className="desk-list">
        {items.map((item) => (
          <li key={item.slug}>
            <Item {...item} />
          </li>
        ))}
      </ul>
      {ways ? (
        <p className="desk-ways">
          {ways.newer ? (
            <a className="button" href={ways.newer.href}>
              {ways.newer.words}
            </a>
          ) : null}
          <span className="text-sm text-muted">{ways.at}</span>
          {ways.older ? (
            <a className="button" href={ways.older.href}>
              {ways.older.words}
            </a>
          ) : null}
        </p>
      ) : null}
    </div>
  )
}

function Item(item: ConversationItem) {
  const { href, subject, customer, unread, excerpt, channel, tags, status, wrote } = item
  return (
    <>
      <h2 className={unread ? 'desk-subject desk-unread' : 'desk-subject'}>
        <a href={href} dir="auto" data-step>
          {subject}
        </a>
      </h2>
      <p className="desk-facts">
        {unread ? <span className="tag desk-new">{unread}</span> : null}
        <bdi className="text-text">{customer}</bdi>
        {wrote ? (
          <span>
            <span className="sr-only">{wrote.label} </span>
            <time dateTime={wrote.dateTime}>{wrote.words}</time>
          </span>
        ) : null}
        {status ? <StatusChip {...status} /> : null}
        <span className="tag">
          <bdi>{channel}</bdi>
        </span>
        {tags.map((tag) => (
          <span key={tag} className="tag">
            <bdi>{tag}</bdi>
          </span>
        ))}
      </p>
      <p className="desk-excerpt" dir="auto">
        {excerpt}
      </p>
    </>
  )
}
