/** `/`: the default form. */
import type { Search } from './form-view.tsx'
import { RequestPage, requestMetadata } from './request-page.tsx'

interface Props {
  searchParams: Promise<Search>
}

export const generateMetadata = ({ searchParams }: Props) => requestMetadata('support', searchParams)

export default function Page({ searchParams }: Props) {
  return <RequestPage form="support" search={searchParams} />
}
