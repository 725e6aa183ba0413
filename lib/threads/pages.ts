/** Which pages of a conversation one view of it shows: so many that earlier messages join the later ones, and never more. */

/** Numbers of pages, newest first and from 1, both ends shown: the last three of `pages`. */
export const pagesShown = (pages: number) => ({ first: Math.max(1, pages - 2), last: pages })
