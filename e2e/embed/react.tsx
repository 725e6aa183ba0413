/** A host site's own code, as its compiler sees it: the wrapper's types say what may be asked of it. */
import {
  type SubmittedDetail,
  SupportForm,
  type SupportFormProps,
} from '#components/embed/react/support-form.tsx'

const references: string[] = []
// @ts-expect-error: there is no such theme
const theme: SupportFormProps['theme'] = 'pink'

export function HelpPage({ origin = 'https://help.example.com' }) {
  const keep = ({ ticketPublicId }: SubmittedDetail) => references.push(ticketPublicId)
  const watch = () => {
    const form = document.querySelector('support-form')
    form?.addEventListener('support-form:resize', ({ detail }) => detail.height.toFixed())
  }
  return (
    <SupportForm
      origin={origin}
      form="support"
      title="Contact us"
      {...(theme ? { theme } : {})}
      prefill={{ name: 'Sam Reed' }}
      onReady={watch}
      onSubmitted={keep}
      onError={({ code }) => code === 'unreachable' && references.push('none')}
    />
  )
}
