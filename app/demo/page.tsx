/** `/demo`: a page that stands in for a website, with every way of embedding a form; there only with DEMO=1. */
import '../globals.css'
import '#components/demo/demo.css'
import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { hasDesk } from '#lib/desk/connect.ts'
import { environment } from '#lib/env/env.ts'
import { offerOf } from '#lib/form/definition.ts'
import { support } from '#lib/form/support.ts'
import { matchLocale } from '#lib/i18n/locale.ts'
import { translator } from '#lib/i18n/translator.ts'
import type { Search } from '../form-view.tsx'
import { headingOf } from '../form-words.ts'
import { deskPath, formPath } from '../paths.ts'
import { type Choice, readChoice } from './choice.ts'
import { Generator } from './generator.tsx'
import { reservedHeightPx } from './reserve.ts'
import { frameSource } from './snippet.ts'
import { words } from './words.ts'

interface Props {
  searchParams: Promise<Search>
}

export const generateMetadata = (): Metadata => ({ title: `${words.heading} – ${support().brand.name}` })

export default async function DemoPage({ searchParams }: Props) {
  const { demo, appUrl } = environment()
  const asked = await searchParams
  if (!demo) notFound()
  const languages = offerOf(support())
  const choice = readChoice(support(), languages, asked)
  const t = translator(matchLocale(languages, choice.lang) ?? languages[0])
  const title = headingOf(t)
  const site = { appUrl, title, heightPx: reservedHeightPx(support().forms[choice.form]) }
  const nonce = (await headers()).get('x-nonce') ?? ''
  const brand = support().brand.name
  return (
    <div className="demo" lang="en" dir="ltr">
      <header>
        <p className="demo-notice">
          {words.standIn}
          {hasDesk() ? (
            <>
              {' '}
              <a href={appUrl + deskPath}>{words.desk}</a>
            </>
          ) : null}
        </p>
        <div className="demo-header">
          <span className="text-md font-semibold">{brand}</span>
          <nav aria-label={brand}>
            {words.nav.map((word) => (
              <a key={word} className="demo-link" href="#top">
                {word}
              </a>
            ))}
            <a className="demo-link" href="#contact">
              {words.help}
            </a>
          </nav>
        </div>
      </header>
      <main id="top">
        <Pitch />
        <section id="contact" className="demo-section">
          <h2>{words.contact}</h2>
          <p className="text-muted">{words.contactText}</p>
          <Embed choice={choice} site={site} />
        </section>
        <Generator choice={choice} site={site} languages={languages} forms={Object.keys(support().forms)} />
        <section className="demo-section demo-wide">
          <h2>{words.three}</h2>
          <p className="text-muted">{words.threeText}</p>
          <div className="demo-three">
            {[0, 1, 2].map((key) => (
              <Embed key={key} choice={choice} site={site} />
            ))}
          </div>
        </section>
        <a
          className="button button-primary demo-launcher"
          href={appUrl + formPath(choice.form)}
          data-support-form={choice.form}
          data-theme={choice.theme === 'auto' ? undefined : choice.theme}
          data-accent={choice.accent ?? undefined}
          data-lang={choice.lang ?? undefined}
        >
          {title}
        </a>
      </main>
      <footer className="demo-footer">{words.footer}</footer>
      <script type="module" async src={`${appUrl}/embed/v1.js`} nonce={nonce} />
    </div>
  )
}

function Pitch() {
  return (
    <section className="demo-hero">
      <p className="demo-kicker">{words.kicker}</p>
      <h1>{words.heading}</h1>
      <p className="demo-pitch">{words.pitch}</p>
      <p>
        <a className="button" href="#contact">
          {words.contact}
        </a>
      </p>
      <dl className="demo-facts">
        {words.facts.map(([term, text]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

interface EmbedProps {
  readonly choice: Choice
  readonly site: { readonly appUrl: string; readonly title: string; readonly heightPx: number }
}

function Embed({ choice, site }: EmbedProps) {
  return (
    <support-form form={choice.form} class="demo-embed">
      <iframe
        src={frameSource(choice, site)}
        title={site.title}
        width="100%"
        height={site.heightPx}
        loading="lazy"
        referrerPolicy="strict-origin-when-cross-origin"
        allow="clipboard-write"
      />
    </support-form>
  )
}
