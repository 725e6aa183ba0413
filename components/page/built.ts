/** What the server has read of the build (`app/built.ts`) before it draws the document of a form. */
export interface Built {
  /** Both halves of a frame's own script: it speaks with the page around, and looks for drafts. */
  readonly bridge: string
  readonly drafts: string
  /** The styles of the first picture, by place and, where it looks different, language: `frame`, `frame.ar`. */
  readonly first: Readonly<Record<string, string>>
  /** The address of all styles; empty in development, where Next.js sends them by itself. */
  readonly sheet: string
}

declare global {
  /** Not given to components as properties: those are sent a second time, as data. */
  var deskbellBuilt: Built | undefined
}
