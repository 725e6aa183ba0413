/** What is drawn of a form, on its own page and in a frame alike: its fields as they stand. */
import { headers } from 'next/headers'
import type { FieldView } from '#components/form/field-view.ts'
import { SentenceText } from '#components/page/local-time.tsx'
import { LocalTimes } from '#components/page/local-times.tsx'
import { styleOf } from '#lib/form/condition-style.ts'
import type { FormDefinition } from '#lib/form/definition.ts'
import type { FormState } from '#lib/form/state.ts'
import { findKeptForm } from '#lib/guard/kept-form.ts'
import { formatTag } from '#lib/i18n/format-tag.ts'
import type { Translate } from '#lib/i18n/translator.ts'
import { newToken } from '#lib/threads/access.ts'
import { attachmentsView } from './attachments.ts'
import { contextOf } from './context-fields.ts'
import { expectationOf } from './expectation.ts'
import { fieldViews } from './field-views.ts'
import { identityIn, keptStamp, stampField, stampFor } from './intake/identity.ts'
import { captchaView, formStamp, proofFields, stampOf } from './intake/suspicion.ts'
import { startValues } from './prefill.ts'

export type Search = Readonly<Record<string, string | string[] | undefined>>

/** `css` shows the fields that answers ask for. */
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
