/** A form page: the definition and the words go in, the customer's message comes out through either door. */
import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { ContactForm } from '#components/form/contact-form.tsx'
import type { FieldView, FormWords } from '#components/form/field-view.ts'
import { OfficeHours } from '#components/form/office-hours.tsx'
import { WhenStyle } from '#components/form/when-style.tsx'
import { Frame } from '#components/page/frame.tsx'
import { SentenceText } from '#components/page/local-time.tsx'
import { LocalTimes } from '#components/page/local-times.tsx'
import { environment } from '#lib/env/env.ts'
import { styleOf } from '#lib/form/condition-style.ts'
import { type FormDefinition, formAt } from '#lib/form/definition.ts'
import type { FormState } from '#lib/form/state.ts'
import { support } from '#lib/form/support.ts'
import { findKeptForm } from '#lib/guard/kept-form.ts'
import { formatTag } from '#lib/i18n/format-tag.ts'
import type { Translate } from '#lib/i18n/translator.ts'
import { newToken } from '#lib/threads/access.ts'
import { attachmentsView } from './attachments.ts'
import { contextOf } from './context-fields.ts'
import { expectationOf, officeHoursOf } from './expectation.ts'
import { fieldViews } from './field-views.ts'
import { submitRequest } from './intake/actions.ts'
import { identityIn, keptStamp, stampField, stampFor } from './intake/identity.ts'
import { captchaView, formStamp, proofFields, stampOf } from './intake/suspicion.ts'
import { wordsHere } from './language.ts'
import { languagesOf } from './languages.ts'
import { askPath, formPath, inManner, submitPath } from './paths.ts'
import { startValues } from './prefill.ts'
import { sendingWords } from './sending-words.ts'
import { whenWords } from './when-views.ts'

export type Search = Readonly<Record<string, string | string[] | undefined>>

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
  return (
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

/** A form as it stands on its own page and in a frame alike; `css` shows the fields that answers ask for. */
export async function formView(t: Translate, form: string, definition: FormDefinition, asked: Search) {
  const { requestId, state, uploads, stamp, keptGuard, isBack } = await startOf(form, definition, asked)
  const values = state.state === 'accepted' ? {} : state.values
  const fields = fieldViews(t, definition, values).map((view) => (stamp ? lockPerson(view) : view))
  return {
    formId: form,
    stamp: stampOf(form, keptGuard),
    hiddenWords: t('form.hiddenField'),
    captcha: captchaView(),
    requestId,
    isBack,
    fields,
    css: styleOf(fields.map(({ field }) => field)),
    context: [
      ...(await contextOf(definition, asked, t.locale)),
      ...(stamp ? [{ name: stampField, value: stamp }] : []),
      ...proofFields(),
    ],
    attachments: await attachmentsView(t, requestId, uploads),
    initial: state,
    replyTime: await replyTime(t, definition),
  }
}

interface Start {
  readonly requestId: string
  readonly state: FormState
  /** The files that came with it, by id. */
  readonly uploads: readonly string[]
  /** Names the customer, if the operator's own site has; signed. */
  readonly stamp: string | null
  /** The form's own stamp, when it was drawn first. */
  readonly keptGuard?: string
  /** What stands in it has just been sent back: newer than any draft. */
  readonly isBack: boolean
}

/** As the customer left it if the native door sent them back, else with what the address fills in. */
async function startOf(form: string, definition: FormDefinition, search: Search): Promise<Start> {
  const kept = await findKeptForm(form, search.again, Date.now())
  if (!kept) {
    const stamp = await stampFor(search.identity)
    const values = { ...startValues(definition, search), ...personOf(stamp) }
    const state: FormState = { state: 'idle', values }
    return { requestId: newToken(), state, uploads: [], stamp, isBack: false }
  }
  const { requestId, values: typed, errors, notice, uploads } = kept
  const stamp = identityIn(typed[keptStamp] ?? '') ? (typed[keptStamp] ?? null) : null
  const values = { ...typed, ...personOf(stamp) }
  const came = { requestId, uploads, stamp, keptGuard: typed[formStamp] ?? '', isBack: true }
  if (notice) return { ...came, state: { state: 'refused', notice, requestId, values } }
  // Nothing wrong: the customer asked which questions fit their answers.
  const isUpdate = Object.keys(errors).length === 0
  const state: FormState = isUpdate ? { state: 'idle', values } : { state: 'invalid', errors, values }
  return { ...came, state }
}

/** What the fields about the person hold when their site has said who they are. */
function personOf(stamp: string | null): { name?: string; email?: string } {
  const identity = identityIn(stamp ?? '')
  return identity ? { name: identity.name, email: identity.email } : {}
}

const lockPerson = (view: FieldView): FieldView =>
  view.field.name === 'name' || view.field.name === 'email' ? { ...view, isLocked: true } : view

export const headingOf = (t: Translate) => t('form.heading', { brand: support(t.locale).brand.name })
const titleOf = (t: Translate) =>
  t('page.title', { title: headingOf(t), brand: support(t.locale).brand.name })

/** @param title of the page. */
export function formWords(t: Translate, title: string, fields: readonly FieldView[]): FormWords {
  return {
    title,
    errorTitle: t('form.errorTitle', { title }),
    intro: t('form.intro'),
    optional: t('form.optional'),
    // One more than there are fields: the attachments.
    summaries: Array.from({ length: fields.length + 1 }, (_, index) =>
      t('form.summary', { count: index + 1 }),
    ),
    ...(fields.some(({ when }) => when) && { when: whenWords(t) }),
    privateLink: t('form.privateLink'),
    ...sendingWords(t),
  }
}

async function replyTime(t: Translate, definition: FormDefinition) {
  const sentence = expectationOf(t, definition, {
    back: (time) => t('form.back', { time }),
    usual: (duration) => t('form.answersWithin', { duration }),
  })
  if (!sentence || typeof sentence === 'string') return sentence
  return (
    <>
      <SentenceText sentence={sentence} />
      <LocalTimes nonce={(await headers()).get('x-nonce') ?? ''} locale={formatTag(t.locale)} />
    </>
  )
}
