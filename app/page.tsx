/** `/`: the default form. */
import { RequestPage, requestMetadata, type Search } from './request-page.tsx'

export const generateMetadata = () => requestMetadata('support')

export default function Page({ searchParams }: { searchParams: Promise<Search> }) {
  return <RequestPage form="support" search={searchParams} />
}
