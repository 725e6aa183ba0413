/** The snippet generator: each choice a link, the snippet below them. */
import { CopySnippet } from '#components/demo/copy-snippet.tsx'
import { accents, type Choice, choicePath, modes, themes } from './choice.ts'
import { snippetOf } from './snippet.ts'
import { words } from './words.ts'

interface GeneratorProps {
  readonly choice: Choice
  readonly site: { readonly appUrl: string; readonly title: string; readonly heightPx: number }
  readonly forms: readonly string[]
  readonly languages: readonly string[]
}

export function Generator({ choice, site, forms, languages }: GeneratorProps) {
  return (
    <section id="snippet" className="demo-section">
      <h2>{words.generator}</h2>
      <p className="text-muted">{words.generatorText}</p>
      <div className="demo-choices">
        {forms.length > 1 ? (
          <Choices
            name={words.form}
            choice={choice}
            field="form"
            options={forms.map((form) => [form, form])}
          />
        ) : null}
        <Choices
          name={words.mode}
          choice={choice}
          field="mode"
          options={modes.map((mode) => [mode, words.modes[mode]])}
        />
        <Choices
          name={words.theme}
          choice={choice}
          field="theme"
          options={themes.map((theme) => [theme, words.themes[theme]])}
        />
        <Choices
          name={words.accent}
          choice={choice}
          field="accent"
          options={[[null, words.brand], ...accents.map((accent) => [accent, accent] as const)]}
        />
        <Choices
          name={words.lang}
          choice={choice}
          field="lang"
          options={[[null, words.browser], ...languages.map((lang) => [lang, lang] as const)]}
        />
      </div>
      <CopySnippet words={words.copy} done={words.copied}>
        <pre className="demo-snippet">
          <code>{snippetOf(choice, site)}</code>
        </pre>
      </CopySnippet>
      <p className="mt-4 text-sm text-muted">{words.allow}</p>
    </section>
  )
}

interface ChoicesProps {
  readonly name: string
  readonly choice: Choice
  readonly field: keyof Choice
  /** Values, and what they are called. */
  readonly options: readonly (readonly [string | null, string])[]
}

function Choices({ name, choice, field, options }: ChoicesProps) {
  return (
    <p className="demo-choice">
      <span className="font-semibold">{name}</span>
      {options.map(([value, label]) => (
        <a
          key={label}
          className="demo-option"
          href={choicePath(choice, { [field]: value })}
          aria-current={choice[field] === value ? 'true' : undefined}
        >
          {label}
        </a>
      ))}
    </p>
  )
}
