/** `GET /desk/conversations/<slug>/news`: asked for every few seconds by each page of it that is open. */
import { cursorOfConversation } from '#lib/desk/news.ts'
import { answerNews } from '../../../news-answer.ts'
import { deskHere } from '../../../visitor.ts'

interface Context {
  readonly params: Promise<{ slug: string }>
}

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const desk = await deskHere()
  if (!desk) return answerNews(request, null)
  const conversation = await desk.conversation((await params).slug)
  if (!conversation) return new Response(null, { status: 404 })
  return answerNews(request, cursorOfConversation(conversation))
}
