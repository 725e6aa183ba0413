/** A shelf of limited room: what was put there longest ago goes first. */

export interface Shelf<Item> {
  get(key: string): Item | undefined
  put(key: string, item: Item): void
  /** Makes room for what `item` has grown to, if it still stands there. */
  weigh(key: string, item: Item): void
}

/** Holds at most `room` in all, as `sizeOf` counts it; by default ten million characters, some 20 MB. */
export function createShelf<Item>(sizeOf: (item: Item) => number, room = 10_000_000): Shelf<Item> {
  const items = new Map<string, { readonly item: Item; size: number }>()
  let taken = 0

  function remove(key: string): void {
    taken -= items.get(key)?.size ?? 0
    items.delete(key)
  }

  function place(key: string, item: Item): void {
    remove(key)
    const size = sizeOf(item)
    items.set(key, { item, size })
    taken += size
    for (const oldest of items.keys()) {
      if (taken <= room) return
      remove(oldest)
    }
  }

  return {
    get: (key) => items.get(key)?.item,
    put: place,
    weigh: (key, item) => {
      if (items.get(key)?.item === item) place(key, item)
    },
  }
}
