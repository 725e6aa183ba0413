/** Tailwind: where class names are looked for. The tokens themselves live in `app/globals.css`. */
import type { Config } from 'tailwindcss'

export default {
  content: ['./app/**/*.{ts,tsx}', './components/**/*.{ts,tsx}'],
} satisfies Config
