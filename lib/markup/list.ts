/** Lists that hold nothing but items. */

import type { Element, ElementContent } from 'hast'

/** What stands between items joins the item before it, as mail programs write nested lists; or is an item itself. */
export function arrangeList(list: Element): Element {
  const items: Element[] = []
  for (const child of list.children) {
    const last = items.at(-1)
    if (child.type === 'element' && child.tagName === 'li') items.push(child)
    else if (isSpace(child)) continue
    else if (last === undefined) items.push(item(child))
    else last.children.push(child)
  }
  return { ...list, children: items }
}

function isSpace(node: ElementContent): boolean {
  return node.type === 'text' && node.value.trim() === ''
}

function item(child: ElementContent): Element {
  return { type: 'element', tagName: 'li', properties: {}, children: [child] }
}
