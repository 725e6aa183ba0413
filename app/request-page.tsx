/** A form page: the definition and the words go in, the customer's message comes out through either door. */
import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { ContactForm } from '#components/form/contact-form.tsx'
import { OfficeHours } from '#components/form/office-hours.tsx'
import { WhenStyle } from '#components/form/when-style.tsx'
import { FirstStyle } from '#components/page/first-style.tsx'
import { Frame } from '#components/page/frame.tsx'
import { LocalTimes } from '#components/page/local-times.tsx'
import { WholeSheet } from '#components/page/whole-sheet.tsx'
import { environment } from '#lib/env/env.ts'
import { formAt } from '#lib/form/definition.ts'
import { support } from '#lib/form/support.ts'
import { findKeptForm } from '#lib/guard/kept-form.ts'
import { formatTag } from '#lib/i18n/format-tag.ts'
import type { Translate } from '#lib/i18n/translator.ts'
import { officeHoursOf } from './expectation.ts'
import { formView, type Search } from './form-view.tsx'
import { formWords, headingOf, titleOf } from './form-words.ts'
import { submitRequest } from './intake/actions.ts'
import { wordsHere } from './language.ts'
import { languagesOf } from './languages.ts'
import { askPath, formPath, inManner, submitPath } from './paths.ts'
import { loadStyles } from './styles.ts'

interface Props {
  /** The form's slug. */
  readonly form: string
  readonly search: Promise<Search>
}

export async function requestMetadata(form: string, search: Promise<Search>): Promise<Metadata> {
  if (!formAt(support(), form)) return {}
  const kept = await findKeptForm(form, (await search).again, Date.now())
  const t = await wordsHere()
  const title = titleOf(t)
  const hasMistakes = kept !== null && Object.keys(kept.errors).length > 0
  return { title: hasMistakes ? t('form.errorTitle', { title }) : title }
}

export async function RequestPage({ form, search }: Props) {
  const t = await wordsHere()
  const definition = formAt(support(t.locale), form)
  const asked = await search
  if (!definition) notFound()
  const nonce = (await headers()).get('x-nonce') ?? ''
  const { css, ...view } = await formView(t, form, definition, asked)
  const hours = officeHoursOf(t, definition)
  const { first, sheet } = await loadStyles('page', t.locale)
  return (
    <>
      {view.isBack ? <WholeSheet href={sheet} isAwaited /> : <FirstStyle of={first} nonce={nonce} />}
      <Frame
        brand={support(t.locale).brand.name}
        home={inManner(formPath('support'), asked)}
        skip={{ to: 'form', words: t('form.skip') }}
        footer={environment().mail ? <LostLink t={t} asked={asked} /> : null}
        languages={languagesOf(t, formPath(form), asked)}
        aside={
          hours && (
            <>
              <OfficeHours {...hours} />
              <LocalTimes nonce={nonce} locale={formatTag(t.locale)} />
            </>
          )
        }
      >
        <WhenStyle css={css} nonce={nonce} />
        <ContactForm
          {...view}
          nonce={nonce}
          heading={<h1 className="page-heading">{headingOf(t)}</h1>}
          action={submitRequest}
          target={inManner(submitPath(form), asked)}
          words={formWords(t, titleOf(t), view.fields)}
        />
      </Frame>
      {view.isBack ? null : <WholeSheet href={sheet} />}
    </>
  )
}

/** Only where a mail can bring it back. */
function LostLink({ t, asked }: { readonly t: Translate; readonly asked: Search }) {
  return (
    <p>
      <a href={inManner(askPath, asked)}>{t('link.lost')}</a>
    </p>
  )
}
