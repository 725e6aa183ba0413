/** Makes an element inside another; properties are set through the document's own objects, which no policy of a host page forbids. */
export const add = <Tag extends keyof HTMLElementTagNameMap>(
  parent: Element,
  tag: Tag,
  properties: object,
): HTMLElementTagNameMap[Tag] => parent.appendChild(Object.assign(document.createElement(tag), properties))
