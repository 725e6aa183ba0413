/** The loader as host pages load it. */
import './parsed.ts'
import './launcher.ts'
import { SupportForm } from './support-form.ts'

customElements.define('support-form', SupportForm)
