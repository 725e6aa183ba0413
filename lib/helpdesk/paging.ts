/** Pages of a conversation that a helpdesk can only give as a whole. */
import type { Page } from './helpdesk.ts'

/** Page `page`, from 1, of `items`, thirty to a page; one past the end is empty. */
export function pageOf<Item>(items: readonly Item[], page: number): Page<Item> {
  return {
    items: items.slice((page - 1) * pageLength, page * pageLength),
    pageCount: Math.max(Math.ceil(items.length / pageLength), 1),
    totalCount: items.length,
  }
}

const pageLength = 30
