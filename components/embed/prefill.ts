/** Start values that the page around a form gives: they fill in what is empty, and never anything else. */

const longest = 10_000

/** A control that a customer can see and fill in. */
interface Control extends HTMLElement {
  readonly name: string
  readonly type: string
  value: string
  checked: boolean
}

/** In page order. */
export const prefillable = () => [
  ...document.querySelectorAll<Control>(
    'form :is(input,textarea,select):not([hidden],[type=hidden],[type=file],[tabindex="-1"])',
  ),
]

/**
 * @param values by field, or by the name of its `data-prefill-` attribute; unknown names and whatever is not text are left
 * out.
 */
export function prefill(values: Readonly<Record<string, unknown>>): void {
  const given = new Map(Object.entries(values).map(([name, value]) => [plain(name), value]))
  const controls = prefillable()
  for (const control of controls) {
    const { name, type } = control
    const value = given.get(plain(name)) ?? given.get(plain(`prefill${name}`))
    if (typeof value !== 'string') continue
    if (type !== 'radio' && type !== 'checkbox') control.value ||= value.slice(0, longest)
    else if (control.value === value && !controls.some((other) => other.name === name && other.checked))
      control.checked = true
  }
}

/** An attribute knows no capital letters, and a dataset no hyphens. */
const plain = (name: string) => name.toLowerCase().replaceAll(/[-_]/g, '')
