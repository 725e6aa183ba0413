/** The development server compiles styles when a page asks for them: a form then has them from Next.js, as other pages do. */
import './globals.css'

export const hasStyles = true
