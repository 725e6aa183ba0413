/** What a visitor of the demo has chosen by its links; everything has a default, and what is not offered counts as it. */
import type { SupportDefinition } from '#lib/form/definition.ts'

export const modes = ['element', 'iframe', 'launcher', 'react', 'link'] as const
export const themes = ['auto', 'light', 'dark'] as const
export const accents = ['#2f5bc2', '#0f766e', '#b4235a', '#f97316'] as const

export interface Choice {
  readonly form: string
  readonly mode: (typeof modes)[number]
  readonly theme: (typeof themes)[number]
  /** Of the brand when null. */
  readonly accent: string | null
  readonly lang: string | null
}

type Search = Readonly<Record<string, string | string[] | undefined>>

export function readChoice(support: SupportDefinition, languages: readonly string[], search: Search): Choice {
  const among = <Option extends string>(name: string, options: readonly Option[]) =>
    options.find((option) => option === search[name])
  return {
    form: among('form', Object.keys(support.forms)) ?? Object.keys(support.forms)[0] ?? 'support',
    mode: among('mode', modes) ?? 'element',
    theme: among('theme', themes) ?? 'auto',
    accent: among('accent', accents) ?? null,
    lang: among('lang', languages) ?? null,
  }
}

/** The address of the demo with one more choice made. */
export function choicePath(choice: Choice, change: Partial<Choice>): string {
  const chosen = Object.entries({ ...choice, ...change }).flatMap(([name, value]) =>
    value === null || value === 'auto' ? [] : [[name, value]],
  )
  return `/demo?${new URLSearchParams(chosen)}#snippet`
}
