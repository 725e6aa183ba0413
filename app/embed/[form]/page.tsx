/** `/embed/<form>`: the form with nothing around it, for a frame on somebody's page; and what is said there after sending. */
import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { BridgeScript } from '#components/embed/bridge-script.tsx'
import { EmbeddedSent } from '#components/embed/embedded-sent.tsx'
import { ContactForm } from '#components/form/contact-form.tsx'
import type { FormWords } from '#components/form/field-view.ts'
import { WhenStyle } from '#components/form/when-style.tsx'
import { FirstStyle } from '#components/page/first-style.tsx'
import { WholeSheet } from '#components/page/whole-sheet.tsx'
import { formAt } from '#lib/form/definition.ts'
import { support } from '#lib/form/support.ts'
import { findKeptForm } from '#lib/guard/kept-form.ts'
import type { Translate } from '#lib/i18n/translator.ts'
import { formView, type Search } from '../../form-view.tsx'
import { briefWords, formWords, headingOf } from '../../form-words.ts'
import { submitFramedRequest } from '../../intake/actions.ts'
import { wordsHere } from '../../language.ts'
import { embedPath, formPath, inManner, laterPath, submitPath } from '../../paths.ts'
import { loadStyles } from '../../styles.ts'
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
  return { title: await titleOf(t, form, search), icons: [] }
}

/** Nothing shows the icon of a frame, so it has none. */
async function titleOf(t: Translate, form: string, search: Search): Promise<string> {
  const sent = await readSentPath(t, form, search.sent)
  if (sent) return sent.title
  const kept = await findKeptForm(form, search.again, Date.now())
  const hasMistakes = kept !== null && Object.keys(kept.errors).length > 0
  return hasMistakes ? t('form.errorTitle', { title: headingOf(t) }) : headingOf(t)
}

export default async function EmbedPage({ params, searchParams }: Props) {
  const { form } = await params
  const search = await searchParams
  const t = await wordsHere()
  const definition = formAt(support(t.locale), form)
  if (!definition) notFound()
  const sent = await readSentPath(t, form, search.sent)
  const given = await headers()
  const nonce = given.get('x-nonce') ?? ''
  const { css, ...view } = await formView(t, form, definition, search)
  // What came back is drawn with all there is to say about it.
  const isFirst = !sent && !view.isBack
  const { first, sheet } = await loadStyles('frame', t.locale)
  return (
    <div
      id="embed"
      className="embed"
      data-form={form}
      data-framers={framerPattern(given.get('x-framers') ?? '')}
      data-start={startPath(form, search)}
    >
      {isFirst ? <FirstStyle of={first} nonce={nonce} /> : <WholeSheet href={sheet} isAwaited />}
      <h1 className="sr-only">{headingOf(t)}</h1>
      {sent ? (
        <EmbeddedSent view={sent} isFirst />
      ) : (
        <>
          <WhenStyle css={css} nonce={nonce} />
          <ContactForm
            {...view}
            {...(isFirst && laterParts(view, inManner(laterPath(form), search)))}
            nonce={nonce}
            heading={null}
            action={submitFramedRequest}
            target={inManner(submitPath(form, 'frame'), search)}
            words={framedWords(t, form, view)}
          />
        </>
      )}
      <BridgeScript nonce={nonce} hasDrafts={isFirst} />
      {isFirst ? <WholeSheet href={sheet} /> : null}
    </div>
  )
}

type View = Omit<Awaited<ReturnType<typeof formView>>, 'css'>

/** The document is small, so that it is soon there: what is needed once somebody uses the form is asked for at `later`. */
function laterParts({ attachments }: View, later: string) {
  const { orDrop, drop } = attachments.files
  return { later, attachments: { ...attachments, files: { orDrop, drop, later } } }
}

function framedWords(t: Translate, form: string, { fields, initial, isBack }: View): FormWords {
  const words = formWords(t, headingOf(t), fields)
  return {
    ...words,
    // Only the answer to a form sent without a script lists all mistakes.
    summaries: initial.state === 'invalid' ? words.summaries : [],
    embedded: {
      ...(isBack && { brief: briefWords(t, fields.length) }),
      blocked: { sentence: t('form.blocked'), open: { href: formPath(form), words: t('form.openHere') } },
    },
  }
}

/** The frame as it was first opened, without what was typed or sent since. */
function startPath(form: string, search: Search): string {
  const kept = Object.entries(search).flatMap(([name, value]) =>
    typeof value === 'string' && name !== 'sent' && name !== 'again' ? [[name, value]] : [],
  )
  const query = new URLSearchParams(kept).toString()
  return embedPath(form) + (query && `?${query}`)
}
