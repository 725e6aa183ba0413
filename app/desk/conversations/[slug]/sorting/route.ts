/** `POST /desk/conversations/<slug>/sorting`: assignee, channel and tags; only what was changed on the page is written. */
import { environment } from '#lib/env/env.ts'
import { cleanText } from '#lib/form/clean.ts'
import { readSmallForm } from '#lib/guard/small-form.ts'
import { HelpdeskError } from '#lib/helpdesk/error.ts'
import type { UpdateConversation } from '#lib/helpdesk/reamaze/wire.ts'
import { redirectTo } from '../../../../intake/native.ts'
import { askedOf, conversationPath, deskPath, inManner, withQuery } from '../../../../paths.ts'
import { refuse, refuseForeign } from '../../../refusal.ts'
import { deskHere } from '../../../visitor.ts'

interface Context {
  readonly params: Promise<{ slug: string }>
}

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const foreign = await refuseForeign(request)
  if (foreign) return foreign
  const { slug } = await params
  const to = (path: string) => redirectTo(environment().appUrl, inManner(path, askedOf(request)))
  const form = await readSmallForm(request)
  if (!form) return refuse(request, 400, 'malformed')
  const desk = await deskHere()
  if (!desk) return to(withQuery(deskPath, `to=${encodeURIComponent(conversationPath(slug))}`))
  const changes = changesIn(form)
  try {
    if (Object.keys(changes).length > 0) await desk.change(slug, changes)
    return to(`${withQuery(conversationPath(slug), 'sorted=1')}#details`)
  } catch (error) {
    if (!(error instanceof HelpdeskError && error.code === 'rejected')) throw error
    return to(`${withQuery(conversationPath(slug), 'sorted=0')}#details`)
  }
}

/** Somebody reloaded: the conversation is one step away. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  return redirectTo(environment().appUrl, inManner(conversationPath((await params).slug), askedOf(request)))
}

/** What another staff member changed meanwhile stays as they made it. */
function changesIn(form: URLSearchParams): UpdateConversation['conversation'] {
  const changed = (name: string) => {
    const value = form.get(name)
    return value === null || value === form.get(`was-${name}`) ? null : value
  }
  const [assignee, channel, tags] = [changed('assignee'), changed('channel'), changed('tags')]
  return {
    ...(assignee !== null && { assignee: assignee || null }),
    ...(channel && { category: channel }),
    ...(tags !== null && { tag_list: tagsIn(tags) }),
  }
}

const tagsIn = (text: string) => [
  ...new Set(
    text
      .split(/[,،]/)
      .map((tag) => cleanText(tag, 'text'))
      .filter(Boolean),
  ),
]
