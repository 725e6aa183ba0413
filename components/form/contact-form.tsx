/** The form: fields drawn on the server, sent natively, and calmed by the browser once JavaScript is there. */
import { Attachments } from './attachments.tsx'
import type { AttachmentsView } from './attachments-view.ts'
import { DraftFill } from './draft-fill.tsx'
import { draftsOf } from './draft-restore.ts'
import { DraftScript } from './draft-script.tsx'
import type { FieldView } from './field-view.ts'
import { FormFields } from './form-fields.tsx'
import { HiddenField } from './hidden-field.tsx'
import { asLiveField } from './live-field.ts'
import { LiveForm, type LiveFormProps } from './live-form.tsx'

export interface ContactFormProps extends Omit<LiveFormProps, 'fields' | 'drafts' | 'children'> {
  /** Of this page's content security policy. */
  readonly nonce: string
  /** What stands in the form has just been sent back: newer than any draft. */
  readonly isBack: boolean
  readonly fields: readonly FieldView[]
  /** The address of `Later`, where that does not come with the page. */
  readonly later?: string | undefined
  readonly attachments: AttachmentsView
  /** Which form this is and when it was drawn, signed. */
  readonly stamp: string
  /** What nobody reads but who has no styles. */
  readonly hiddenWords: string
  /** The operator's captcha; null where there is none. */
  readonly captcha: { readonly script: string; readonly api: string; readonly siteKey: string } | null
  /** What goes along without being asked, as far as the server knows it. */
  readonly context: readonly { readonly name: string; readonly value: string }[]
}

export function ContactForm({
  nonce,
  isBack,
  fields,
  later,
  attachments,
  context,
  stamp,
  hiddenWords,
  captcha,
  heading,
  ...form
}: ContactFormProps) {
  const { formId, initial, words } = form
  const values = initial.state === 'accepted' ? {} : initial.values
  const errors = initial.state === 'invalid' ? initial.errors : {}
  // In a frame another script puts drafts back (`drafts.ts`).
  const restores = !isBack && !words.embedded
  return (
    <>
      <LiveForm
        {...form}
        fields={later ?? fields.map(asLiveField)}
        drafts={draftsOf(formId)}
        heading={
          <>
            {restores ? (
              <DraftScript
                nonce={nonce}
                id="form"
                prefix={draftsOf(formId)}
                locale={words.draft.locale}
                words={words.draft.restored}
              />
            ) : null}
            {heading}
          </>
        }
      >
        <FormFields
          fields={fields}
          values={values}
          errors={errors}
          words={words}
          attachments={
            <Attachments key="attachments" view={attachments} isWrong={errors.attachments !== undefined} />
          }
        />
        <HiddenField words={hiddenWords} />
        {/* Not `type="hidden"`: of those React takes back what a draft has put in. */}
        <input type="text" name="stamp" hidden defaultValue={stamp} />
        {captcha && (
          <div data-script={captcha.script} data-api={captcha.api} data-sitekey={captcha.siteKey} />
        )}
        {context.map(({ name, value }) => (
          <input key={name} type="hidden" name={name} defaultValue={value} />
        ))}
      </LiveForm>
      {restores ? <DraftFill nonce={nonce} /> : null}
    </>
  )
}
