'use client'
/**
 * `<SupportForm>` for a React site: copy this one file into it; React 19 and TypeScript are all it needs. The frame is in the
 * HTML that the server sends, and nothing that changes later loads it again.
 */
import { type Ref, useEffect, useRef, useState } from 'react'

export interface SupportFormProps {
  /** Where Deskbell runs, like `https://help.example.com`. */
  readonly origin: string
  /** The form's name. */
  readonly form: string
  /** What the frame is called for those who do not see it, in the language of the page. */
  readonly title: string
  /** In px: reserves the room of the form, so that nothing moves when it comes. */
  readonly height?: number
  readonly loading?: 'lazy' | 'eager'
  readonly theme?: 'light' | 'dark' | 'auto'
  /** As #rrggbb. */
  readonly accent?: string
  readonly radius?: 'none' | 'small' | 'large'
  readonly font?: 'serif' | 'mono'
  readonly lang?: string
  readonly topic?: string
  /** Start values by field; they fill in what is empty, and travel by message, never in an address. */
  readonly prefill?: Readonly<Record<string, string>>
  readonly onReady?: (detail: SupportFormDetail) => void
  readonly onStarted?: (detail: SupportFormDetail) => void
  readonly onSubmitting?: (detail: SupportFormDetail) => void
  readonly onSubmitted?: (detail: SubmittedDetail) => void
  readonly onError?: (detail: ErrorDetail) => void
}

export interface SupportFormDetail {
  readonly formId: string
}

export interface SubmittedDetail extends SupportFormDetail {
  /** The reference that the customer was given; it opens nothing. */
  readonly ticketPublicId: string
}

export interface ErrorDetail extends SupportFormDetail {
  readonly code: 'invalid' | 'submit_failed' | 'unreachable'
}

/** The element, once the script has defined it. */
export interface SupportFormElement extends HTMLElement {
  prefill?(values: Readonly<Record<string, string>>): void
  reset?(): void
}

export function SupportForm(props: SupportFormProps) {
  const {
    origin,
    form,
    title,
    height = 1120,
    loading = 'lazy',
    theme,
    accent,
    radius,
    font,
    lang,
    prefill,
  } = props
  const element = useRef<SupportFormElement>(null)
  const latest = useRef(props)
  const [source] = useState(() => sourceOf(props))
  useEffect(() => {
    latest.current = props
  })
  useEffect(() => {
    const stop = new AbortController()
    listen(element.current, latest, stop.signal)
    return () => stop.abort()
  }, [])
  const values = JSON.stringify(prefill ?? {})
  useEffect(() => {
    customElements.whenDefined('support-form').then(() => element.current?.prefill?.(JSON.parse(values)))
  }, [values])
  return (
    <>
      <support-form
        ref={element}
        form={form}
        title={title}
        theme={theme}
        accent={accent}
        radius={radius}
        font={font}
        lang={lang}
      >
        {/* The script may have given it a height before React wakes. */}
        <iframe
          suppressHydrationWarning
          src={source}
          title={title}
          width="100%"
          height={height}
          loading={loading}
          referrerPolicy="strict-origin-when-cross-origin"
          allow="clipboard-write"
        />
      </support-form>
      <script type="module" async src={`${origin}/embed/v1.js`} />
    </>
  )
}

/** The address of the frame; it never changes, because a frame that is loaded again forgets what was typed. */
function sourceOf({ origin, form, theme, accent, radius, font, lang, topic }: SupportFormProps): string {
  const asked = Object.entries({ theme, accent, radius, font, lang, topic }).flatMap(([name, value]) =>
    value ? [[name, value]] : [],
  )
  const query = new URLSearchParams(asked).toString()
  return `${origin}/embed/${encodeURIComponent(form)}${query && `?${query}`}`
}

function listen(
  element: SupportFormElement | null,
  latest: { readonly current: SupportFormProps },
  signal: AbortSignal,
): void {
  const options = { signal }
  element?.addEventListener('support-form:ready', ({ detail }) => latest.current.onReady?.(detail), options)
  element?.addEventListener(
    'support-form:started',
    ({ detail }) => latest.current.onStarted?.(detail),
    options,
  )
  element?.addEventListener(
    'support-form:submitting',
    ({ detail }) => latest.current.onSubmitting?.(detail),
    options,
  )
  element?.addEventListener(
    'support-form:submitted',
    ({ detail }) => latest.current.onSubmitted?.(detail),
    options,
  )
  element?.addEventListener('support-form:error', ({ detail }) => latest.current.onError?.(detail), options)
}

interface SupportFormAttributes extends React.HTMLAttributes<SupportFormElement> {
  ref?: Ref<SupportFormElement>
  class?: string
  form?: string
  theme?: string | undefined
  accent?: string | undefined
  radius?: string | undefined
  font?: string | undefined
  topic?: string | undefined
}

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'support-form': SupportFormAttributes
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-form': SupportFormElement
  }
  interface HTMLElementEventMap {
    'support-form:ready': CustomEvent<SupportFormDetail>
    'support-form:started': CustomEvent<SupportFormDetail>
    'support-form:resize': CustomEvent<SupportFormDetail & { readonly height: number }>
    'support-form:submitting': CustomEvent<SupportFormDetail>
    'support-form:submitted': CustomEvent<SubmittedDetail>
    'support-form:error': CustomEvent<ErrorDetail>
    'support-form:closed': CustomEvent<SupportFormDetail>
  }
}
