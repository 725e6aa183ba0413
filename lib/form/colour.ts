/** Colour arithmetic: hex and OKLCH to sRGB, and the contrast of WCAG 2.2 between two of them. */

/** Red, green and blue of sRGB, each 0…1. */
export type Colour = readonly [red: number, green: number, blue: number]

/** Lightness 0…1, chroma, and hue in degrees: OKLCH. */
export type Oklch = readonly [lightness: number, chroma: number, hueDegrees: number]

/** The colour of `#rrggbb`; black for anything else. */
export function parseHex(hex: string): Colour {
  const value = /^#[0-9a-f]{6}$/i.test(hex) ? Number.parseInt(hex.slice(1), 16) : 0
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255]
}

/** `#rrggbb`, rounded to the nearest of 256 steps. */
export function formatHex(colour: Colour): string {
  const bytes = colour.map((channel) => Math.round(Math.min(1, Math.max(0, channel)) * 255))
  return `#${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

/** WCAG 2.2 contrast ratio, 1…21 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio). */
export function measureContrast(one: Colour, other: Colour): number {
  const [brighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return ((brighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05)
}

/** `share` (0…1) of `one` and the rest of `other`, mixed in sRGB. */
export function mix(one: Colour, other: Colour, share: number): Colour {
  const blend = (a: number, b: number) => a * share + b * (1 - share)
  return [blend(one[0], other[0]), blend(one[1], other[1]), blend(one[2], other[2])]
}

/** The sRGB colour nearest to an OKLCH one: lightness and hue stay, chroma shrinks by fiftieths until it fits. */
export function fromOklch([lightness, chroma, hueDegrees]: Oklch): Colour {
  let [colour, left] = [project(lightness, chroma, hueDegrees), chroma]
  while (left > 0.0001 && !fits(colour)) {
    left *= 0.98
    colour = project(lightness, left, hueDegrees)
  }
  return colour
}

/** OKLCH of an sRGB colour (https://bottosson.github.io/posts/oklab/). */
export function toOklch(colour: Colour): Oklch {
  const [r, g, b] = [linear(colour[0]), linear(colour[1]), linear(colour[2])]
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  const lightness = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s
  const bAxis = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
  return [lightness, Math.hypot(a, bAxis), (Math.atan2(bAxis, a) * 180) / Math.PI]
}

function project(lightness: number, chroma: number, hueDegrees: number): Colour {
  const a = chroma * Math.cos((hueDegrees * Math.PI) / 180)
  const b = chroma * Math.sin((hueDegrees * Math.PI) / 180)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    gamma(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ]
}

const fits = (colour: Colour): boolean => colour.every((channel) => channel >= -0.0001 && channel <= 1.0001)

function luminance([red, green, blue]: Colour): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

const linear = (channel: number): number =>
  channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4

const gamma = (channel: number): number =>
  channel <= 0.0031308 ? channel * 12.92 : 1.055 * channel ** (1 / 2.4) - 0.055
