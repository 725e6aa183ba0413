/** What the server has read of the build (`app/embed/built.ts`) before it draws the document of a frame. */
export interface BuiltFrame {
  /** Both halves of the frame's own script: it speaks with the page around, and looks for drafts. */
  readonly bridge: string
  readonly drafts: string
  /** The styles of the first picture, and the address of all of them. */
  readonly first: string
  readonly sheet: string
}

declare global {
  /** Not given to components as properties: those are sent a second time, as data. */
  var deskbellFrame: BuiltFrame | undefined
}
