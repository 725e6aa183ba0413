/** Which fields are asked for, as what has been answered so far decides; the same in the browser and on the server. */
import { cleanText } from './clean.ts'
import { meets } from './condition.ts'
import type { Field } from './field.ts'
import { answerOf } from './rules.ts'

/** What stands in the fields, by name: cleaned, and nothing else done to it. */
export type Typed = Readonly<Record<string, string>>

/** Cleans what `read` answers for each field; several texts of one name are its several answers. */
export function readTyped(fields: readonly Field[], read: (name: string) => readonly string[]): Typed {
  const typed = fields.map(({ name, kind }) => {
    const texts = read(name)
    return [name, cleanText(kind === 'multiselect' ? texts.join('\n') : (texts[0] ?? ''), kind)]
  })
  return Object.fromEntries(typed)
}

/** The names of the fields that are asked for. What stands in a field that is not, counts for no condition. */
export function findShown(fields: readonly Field[], typed: Typed): ReadonlySet<string> {
  const known = new Map<string, boolean>()
  const byName = new Map(fields.map((field) => [field.name, field]))
  const isShown = (name: string): boolean => {
    const found = known.get(name)
    const field = byName.get(name)
    if (found !== undefined || !field) return found ?? false
    // Should a configuration ever run in a circle, it ends here; its check refuses one.
    known.set(name, false)
    const shown = field.when === undefined || meets(field.when, read)
    known.set(name, shown)
    return shown
  }
  const read = (name: string) => {
    const field = byName.get(name)
    return field && isShown(name) ? answerOf(field, typed[name] ?? '') : ''
  }
  return new Set(fields.filter(({ name }) => isShown(name)).map(({ name }) => name))
}
