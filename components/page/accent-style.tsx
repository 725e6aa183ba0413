/** The operator's colour as custom properties, in the one inline style that the page's nonce allows. */
import { type Accent, deriveAccent } from '#lib/form/accent.ts'

export function AccentStyle({ accent, nonce }: { readonly accent: string; readonly nonce: string }) {
  const { light, dark } = deriveAccent(accent)
  const css = `:root{${declare(light, 'l')}${declare(dark, 'd')}}`
  return <style nonce={nonce}>{css}</style>
}

/** Values are computed `#rrggbb`, so nothing from the configuration reaches the style sheet as it was written. */
function declare(roles: Accent, scheme: 'l' | 'd'): string {
  return Object.entries(roles)
    .map(([role, hex]) => `--accent-${role}-${scheme}:${hex};`)
    .join('')
}
