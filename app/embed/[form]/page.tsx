/** `/embed/<form>`: the form with nothing around it, for a frame on somebody's page; and what is said there after sending. */
import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { BridgeScript } from '#components/embed/bridge-script.tsx'
import { EmbeddedSent } from '#components/embed/embedded-sent.tsx'
import { ContactForm } from '#components/form/contact-form.tsx'
import type { EmbeddedWords } from '#components/form/field-view.ts'
import { WhenStyle } from '#components/form/when-style.tsx'
import { formAt } from '#lib/form/definition.ts'
import { support } from '#lib/form/support.ts'
import { findKeptForm } from '#lib/guard/kept-form.ts'
import type { Translate } from '#lib/i18n/translator.ts'
import { submitFramedRequest } from '../../intake/actions.ts'
import { wordsHere } from '../../language.ts'
import { embedPath, formPath, inManner, submitPath } from '../../paths.ts'
import { formView, formWords, headingOf, type Search } from '../../request-page.tsx'
import { loadBridge } from '../built.ts'
import { framerPattern } from '../framing.ts'
import { readSentPath } from '../in-place.ts'

interface Props {
  params: Promise<{ form: string }>
  searchParams: Promise<Search>
}

/** The frame's own title, its hidden heading and the `title` of the frame on the page around are the same. */
export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { form } = await params
  const search = await searchParams
  const t = await wordsHere()
  if (!formAt(support(t.locale), form)) return {}
  const sent = await readSentPath(t, form, search.sent)
  if (sent) return { title: sent.title }
  const kept = await findKeptForm(form, search.again, Date.now())
  const hasMistakes = kept !== null && Object.keys(kept.errors).length > 0
  return { title: hasMistakes ? t('form.errorTitle', { title: headingOf(t) }) : headingOf(t) }
}

export default async function EmbedPage({ params, searchParams }: Props) {
  const { form } = await params
  const search = await searchParams
  const t = await wordsHere()
  const definition = formAt(support(t.locale), form)
  if (!definition) notFound()
  const sent = await readSentPath(t, form, search.sent)
  const given = await headers()
  loadBridge()
  const nonce = given.get('x-nonce') ?? ''
  const { css, ...view } = await formView(t, form, definition, search)
  const words = formWords(t, headingOf(t), view.fields)
  return (
    <div
      id="embed"
      className="embed"
      data-form={form}
      data-framers={framerPattern(given.get('x-framers') ?? '')}
      data-start={startPath(form, search)}
    >
      <h1 className="sr-only">{headingOf(t)}</h1>
      {sent ? (
        <EmbeddedSent view={sent} isFirst />
      ) : (
        <>
          <WhenStyle css={css} nonce={nonce} />
          <ContactForm
            {...view}
            nonce={nonce}
            heading={null}
            action={submitFramedRequest}
            target={inManner(submitPath(form, 'frame'), search)}
            words={{
              ...words,
              // Only the answer to a form sent without a script lists all mistakes.
              summaries: view.initial.state === 'invalid' ? words.summaries : [],
              embedded: embeddedWords(t, form, view.fields.length),
            }}
          />
        </>
      )}
      <BridgeScript nonce={nonce} />
    </div>
  )
}

/** The frame as it was first opened, without what was typed or sent since. */
function startPath(form: string, search: Search): string {
  const kept = Object.entries(search).flatMap(([name, value]) =>
    typeof value === 'string' && name !== 'sent' && name !== 'again' ? [[name, value]] : [],
  )
  const query = new URLSearchParams(kept).toString()
  return embedPath(form) + (query && `?${query}`)
}

function embeddedWords(t: Translate, form: string, fieldCount: number): EmbeddedWords {
  const label = '{label}'
  return {
    brief: {
      // One more than there are fields: the attachments.
      sentences: Array.from({ length: fieldCount + 1 }, (_, index) =>
        t('form.brief', { count: index + 1, label }),
      ),
      attachments: t('fields.attachments.label'),
    },
    blocked: { sentence: t('form.blocked'), open: { href: formPath(form), words: t('form.openHere') } },
  }
}
