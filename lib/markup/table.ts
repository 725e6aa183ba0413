/** Tables whose parts lie where a browser would put them. */

import type { Element, ElementContent } from 'hast'

/** Sections of rows of cells; whatever else stood in between comes before the table, as browsers do it. */
export function arrangeTable(table: Element, isNested: boolean): ElementContent[] {
  const outside: ElementContent[] = []
  const sections: Element[] = []
  for (const child of table.children) {
    const last = sections.at(-1)
    if (isOne(child, 'thead', 'tbody')) sections.push(child)
    else if (!isOne(child, 'tr')) outside.push(child)
    else if (last === undefined) sections.push(part('tbody', [child]))
    else last.children.push(child)
  }
  const arranged = { ...table, children: sections.map((section) => keep(section, outside, 'tr')) }
  for (const section of arranged.children) {
    section.children = section.children.map((row) =>
      row.type === 'element' ? keep(row, outside, 'td', 'th') : row,
    )
  }
  return [...outside.filter((node) => !isSpace(node)), isNested ? arranged : region(arranged)]
}

/** Wide tables scroll in a region of their own, which the keyboard must reach. */
function region(table: Element): Element {
  return { type: 'element', tagName: 'div', properties: { tabIndex: 0 }, children: [table] }
}

function keep(parent: Element, outside: ElementContent[], ...names: readonly string[]): Element {
  const kept = parent.children.filter((child) => isOne(child, ...names))
  outside.push(...parent.children.filter((child) => !isOne(child, ...names)))
  return { ...parent, children: kept }
}

function isOne(node: ElementContent, ...names: readonly string[]): node is Element {
  return node.type === 'element' && names.includes(node.tagName)
}

function isSpace(node: ElementContent): boolean {
  return node.type === 'text' && node.value.trim() === ''
}

function part(tagName: string, children: ElementContent[]): Element {
  return { type: 'element', tagName, properties: {}, children }
}
