/** The operator's one colour, turned into roles that stay readable in both schemes (computed once, on the server). */
import {
  type Colour,
  formatHex,
  fromOklch,
  measureContrast,
  mix,
  type Oklch,
  parseHex,
  toOklch,
} from './colour.ts'

/** Each value is `#rrggbb`. */
export interface Accent {
  /** Ground of the primary button. */
  readonly fill: string
  /** The same under the pointer: further from the ink, so that contrast only rises. */
  readonly hover: string
  /** Words on the fill. */
  readonly ink: string
  /** Border of the primary button. */
  readonly edge: string
  /** Links and the edge of what is selected. */
  readonly text: string
  /** Ground of what is selected. */
  readonly soft: string
}

interface Scheme {
  readonly page: Colour
  readonly surface: Colour
  readonly raised: Colour
  readonly text: Colour
  /** Which way `text` looks for contrast, in OKLCH lightness. */
  readonly step: number
  readonly softShare: number
}

const white: Colour = [1, 1, 1]
const black: Colour = [0, 0, 0]

/** The grounds an accent stands on: the tokens of `app/globals.css`, which a test compares with these. */
export const grounds = {
  light: { page: [0.985, 0.002, 264], surface: [1, 0, 0], raised: [1, 0, 0], text: [0.22, 0.012, 264] },
  dark: {
    page: [0.175, 0.006, 264],
    surface: [0.215, 0.008, 264],
    raised: [0.255, 0.01, 264],
    text: [0.945, 0.004, 264],
  },
} as const satisfies Record<string, Record<string, Oklch>>

const schemes = {
  light: { ...asColours(grounds.light), step: -0.01, softShare: 0.1 },
  dark: { ...asColours(grounds.dark), step: 0.01, softShare: 0.12 },
} satisfies Record<string, Scheme>

/**
 * The roles of one accent.
 * @param hex `#rrggbb`; a colour that cannot be read becomes black.
 * @returns for any colour: ink ≥ 4.5:1 on the fill, edge ≥ 3:1, text ≥ 4.9:1 on every ground.
 */
export function deriveAccent(hex: string): { readonly light: Accent; readonly dark: Accent } {
  return { light: derive(parseHex(hex), schemes.light), dark: derive(parseHex(hex), schemes.dark) }
}

function derive(given: Colour, scheme: Scheme): Accent {
  const fill = measureContrast(given, scheme.surface) >= 1.25 ? given : asShown(scheme.text)
  const ink = measureContrast(white, fill) >= 4.5 ? white : black
  const text = readable(given, scheme)
  return {
    fill: formatHex(fill),
    hover: formatHex(mix(ink === white ? black : white, fill, 0.08)),
    ink: formatHex(ink),
    edge: formatHex(measureContrast(fill, scheme.surface) >= 3 ? fill : text),
    text: formatHex(text),
    soft: formatHex(mix(text, scheme.surface, scheme.softShare)),
  }
}

/** The nearest lightness at which the colour can be read as a link on every ground. */
function readable(given: Colour, scheme: Scheme): Colour {
  const [lightness, chroma, hueDegrees] = toOklch(given)
  let colour = given
  for (let steps = 1; !isReadable(colour, scheme) && steps <= 100; steps += 1) {
    colour = asShown(fromOklch([lightness + steps * scheme.step, chroma, hueDegrees]))
  }
  return colour
}

/** What a screen gets: rounded to `#rrggbb`, which may cost a hair of contrast. */
const asShown = (colour: Colour): Colour => parseHex(formatHex(colour))

function isReadable(colour: Colour, scheme: Scheme): boolean {
  return (
    measureContrast(colour, scheme.surface) >= 5.2 &&
    measureContrast(colour, scheme.page) >= 5.2 &&
    measureContrast(colour, scheme.raised) >= 4.9
  )
}

function asColours(ground: Record<'page' | 'surface' | 'raised' | 'text', Oklch>) {
  return {
    page: fromOklch(ground.page),
    surface: fromOklch(ground.surface),
    raised: fromOklch(ground.raised),
    text: fromOklch(ground.text),
  }
}
