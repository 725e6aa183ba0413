/** A page of a list as the wire has it: thirty entries and the counts; past the end it is empty. */

export const pageSize = 30

/** How many entries lie before page `page`, which counts from 1. */
export const offsetOf = (page: number) => (page - 1) * pageSize

/** `{page_size, page_count, total_count, <name>: entries}`. */
export function envelope<Entry>(name: string, totalCount: number, entries: readonly Entry[]) {
  return {
    page_size: pageSize,
    page_count: Math.ceil(totalCount / pageSize),
    total_count: totalCount,
    [name]: entries,
  }
}
