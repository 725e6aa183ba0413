/** `GET /desk/news/<view>`: asked for every few seconds by each list that is open. */
import { cursorOfList } from '#lib/desk/news.ts'
import { askedList } from '../../list.ts'
import { answerNews } from '../../news-answer.ts'
import { deskHere } from '../../visitor.ts'

interface Context {
  readonly params: Promise<{ view: string }>
}

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const desk = await deskHere()
  return answerNews(request, desk && cursorOfList(await desk.list(askedList(await params))))
}
