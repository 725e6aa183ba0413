/** `/f/<form>`: a form by its name. */
import type { Search } from '../../form-view.tsx'
import { RequestPage, requestMetadata } from '../../request-page.tsx'

interface Props {
  params: Promise<{ form: string }>
  searchParams: Promise<Search>
}

export const generateMetadata = async ({ params, searchParams }: Props) =>
  requestMetadata((await params).form, searchParams)

export default async function Page({ params, searchParams }: Props) {
  return <RequestPage form={(await params).form} search={searchParams} />
}
