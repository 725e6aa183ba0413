/** Whose conversation it is, where it belongs, and what came with it. */
import { DeskNotice } from './desk-notice.tsx'
import { SortingForm, type SortingFormProps } from './sorting-form.tsx'

interface ConversationDetailsProps {
  readonly heading: string
  readonly customer: { readonly label: string; readonly name: string; readonly email: string }
  readonly others: { readonly href: string; readonly words: string }
  /** What became of the latest change. */
  readonly sorted: { readonly kind: 'done' | 'warn'; readonly words: string } | null
  readonly sorting: SortingFormProps
  readonly data: {
    readonly label: string
    readonly fields: readonly (readonly [name: string, value: string])[]
  }
}

export function ConversationDetails(props: ConversationDetailsProps) {
  const { heading, customer, others, sorted, sorting, data } = props
  return (
    <aside id="details" className="desk-details" aria-labelledby="details-heading" tabIndex={-1}>
      <h2 id="details-heading" className="sr-only">
        {heading}
      </h2>
      <dl>
        <dt>{customer.label}</dt>
        <dd>
          <bdi className="desk-customer">{customer.name}</bdi>
          <a href={`mailto:${encodeURIComponent(customer.email)}`} dir="ltr">
            {customer.email}
          </a>
          <a href={others.href}>{others.words}</a>
        </dd>
      </dl>
      <div role="status">{sorted ? <DeskNotice {...sorted} /> : null}</div>
      <SortingForm {...sorting} />
      {data.fields.length > 0 ? (
        <>
          <h3 className="desk-data-heading">{data.label}</h3>
          <dl>
            {data.fields.map(([name, value]) => (
              <Fact key={name} name={name} value={value} />
            ))}
          </dl>
        </>
      ) : null}
    </aside>
  )
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt>
        <bdi>{name}</bdi>
      </dt>
      <dd dir="auto">{value}</dd>
    </>
  )
}
