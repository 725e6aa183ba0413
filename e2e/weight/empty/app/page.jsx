/** As empty as a page can be, and rendered on request like the form's. */
export const dynamic = 'force-dynamic'

export default function Page() {
  return <h1>Empty</h1>
}
